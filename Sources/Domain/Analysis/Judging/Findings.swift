/// Facts with what the score and the openings need to know about them.
struct Findings {
    let facts: FactList
    let latestUpdate: FreshnessFinder.Moment?
    /// Company numbers on the site whose check digits are wrong.
    let invalidNumbers: [String]

    init(_ reading: SiteReading) {
        var facts = FactList(reading.language)
        IdentityFinder.find(in: reading, into: &facts)
        LanguageFinder.find(in: reading, into: &facts)
        PeopleFinder.find(in: reading, into: &facts)
        EmailFinder.find(in: reading, into: &facts)
        PhoneFinder.find(in: reading, into: &facts)
        AddressFinder.find(in: reading, into: &facts)
        SocialFinder.find(in: reading, into: &facts)
        let legal = LegalFinder.find(in: reading, into: &facts)
        let technologies = TechnologyFinder.find(in: reading, into: &facts)
        CommerceFinder.find(in: reading, technologies: technologies, into: &facts)
        latestUpdate = FreshnessFinder.find(in: reading, into: &facts)
        TransportFinder.find(in: reading, into: &facts)
        SecurityHeaderFinder.find(in: reading, into: &facts)
        StructuredDataFinder.find(in: reading, into: &facts)
        self.facts = facts
        invalidNumbers = legal.invalidNumbers
    }
}
