import Identity
import Primitives
import Testing

@Suite struct SignUpPolicyTests {
    @Test(arguments: ["", "closed", "domain", "domain:", "domain:,", "domain:a.example,,b.example", "domain:no-dot", "domain:a b.example"])
    func `What is no policy is refused`(text: String) {
        #expect(SignUpPolicy(text) == nil)
    }

    @Test(arguments: [
        ("invited", SignUpPolicy.invited), (" Open ", .open), ("domain:A.example, b.example", .domains(["a.example", "b.example"])),
    ])
    func `The three policies are read`(text: String, policy: SignUpPolicy) {
        #expect(SignUpPolicy(text) == policy)
    }

    @Test(arguments: [
        ("ada@a.example", true), ("ADA@A.EXAMPLE", true), ("ada@sub.a.example", false), ("ada@xa.example", false),
        ("ada@a.example.evil.test", false), ("ada@\u{430}.example", false),
    ])
    func `A domain admits its own addresses alone, and none that only look like them`(email: String, isAdmitted: Bool) {
        #expect(SignUpPolicy.domains(["a.example"]).admits(address(email)) == isAdmitted)
        #expect(!SignUpPolicy.invited.admits(address(email)) && SignUpPolicy.open.admits(address(email)))
    }
}
