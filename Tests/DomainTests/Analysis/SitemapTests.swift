import Testing

@testable import Domain

@Suite struct SitemapTests {
    @Test(arguments: ["", "<html><loc>/a</loc></html>", "not xml", "\0\0\0"])
    func `No sitemap`(text: String) { #expect(Sitemap(Array(text.utf8)) == nil) }

    @Test func `An entity bomb, an endless element and a cut file do no harm`() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><urlset><url><loc>/&b;</loc></url>"
        #expect(Sitemap(Array(bomb.utf8))?.addresses == ["/&b;"])
        let long = "<urlset><loc>" + String(repeating: "x", count: 3_000) + "</loc><loc>/a</loc><loc>/cut"
        #expect(Sitemap(Array(long.utf8))?.addresses == ["/a"])
    }

    @Test func `No more addresses than the bound`() {
        let many = "<urlset>" + String(repeating: "<url><loc>/a</loc></url>", count: 20_000)
        #expect(Sitemap(Array(many.utf8))?.addresses.count == Sitemap.maximumAddresses)
    }

    @Test func `Pages and indexes are told apart`() {
        let index = Sitemap(Array("<?xml version='1.0'?><sitemapindex><sitemap><loc> /a.xml\n</loc></sitemap></sitemapindex>".utf8))
        #expect(index?.isIndex == true)
        #expect(index?.addresses == ["/a.xml"])
        let pages = Sitemap(Array("<urlset><url><loc>/a?b=1&amp;c=2</loc></url></urlset>".utf8))
        #expect(pages?.isIndex == false)
        #expect(pages?.addresses == ["/a?b=1&c=2"])
    }
}
