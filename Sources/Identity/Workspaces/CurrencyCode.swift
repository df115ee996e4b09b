package import DataStore

/// A currency of ISO 4217 that is in use.
package struct CurrencyCode: Hashable, Sendable, CustomStringConvertible {
    package static let euro = CurrencyCode(known: "EUR")

    package let description: String

    private init(known code: String) {
        description = code
    }

    /// `nil` unless three capital letters that stand for a currency.
    package init?(_ code: String) {
        guard Self.known.contains(code) else { return nil }
        description = code
    }

    /// ISO 4217, list one, without funds, precious metals and test codes. Written out, for a currency must not vanish with a library.
    private static let known = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC
        CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
        JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
        NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
        SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

extension CurrencyCode: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let code) = sqlValue else { return nil }
        self.init(known: code)
    }
}
