/// Words that keep the full stop behind them.
enum Abbreviations {
    /// Those that stand before a name or number, so that no sentence ends with them.
    static let leading = WordSet(
        """
        mr mrs ms dr prof rev fr sr st ste mt ft gen lt col sgt cpl capt maj cmdr adm brig pvt hon gov sen rep reps sens govs pres supt insp det \
        messrs mme mlle m.p fig figs eq vs no nos vol pp ed eds cf al approx est ca art sec ch viz e.g i.e amb atty asst dist drs fri mon tue \
        tues wed thu thur thurs sat sun
        """)
    /// Those that may also be the last word of a sentence.
    static let trailing = WordSet(
        """
        inc corp co ltd llc plc bros jr sr esq etc jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd hwy pl sq mass calif conn \
        ala ariz ark colo del fla ga ill ind kan ky la md mich minn mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo \
        dept univ assn intl natl govt ph.d m.d b.a m.a b.sc m.sc d.c u.s u.k u.n e.u a.m p.m min max hr hrs lb lbs oz ft cm km kg mph s.a n.v \
        gmbh bhd pty cie sp ext tel
        """)

    /// Words with a full stop of their own that are plain words far more often ("no", "sat", "sun", "art", "mass", "ill", "la", "co"):
    /// abbreviations only when written with a capital.
    static let onlyCapitalised = WordSet(
        "no sat sun art mass ill ind la ore ark del wash mar mon wed fig pa ma mo va max min ed sec mt ch est rep sen gov hon rev prof col pres co pl miss tex ala"
    )
}
