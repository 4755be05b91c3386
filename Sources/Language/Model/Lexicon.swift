/// Closed classes of English words that more than one reader of a document asks for.
public enum Lexicon {
    /// Words before a name that are no part of it: "Dr.", "Senator".
    public static let titles = WordSet(
        """
        mr mr. mrs mrs. ms ms. miss mx mx. dr dr. prof prof. professor sir dame lord lady baron baroness rev rev. reverend fr. father sister \
        brother rabbi imam pastor bishop archbishop cardinal pope president vice-president chancellor premier minister secretary senator sen. \
        sen representative rep. rep congressman congresswoman congressperson governor gov. gov mayor councillor councilman councilwoman \
        councilmember alderman judge justice attorney ambassador gen. general lt. lieutenant col. colonel sgt. sergeant cpl. corporal capt. \
        captain maj. major cmdr. commander adm. admiral pvt. private officer detective inspector superintendent sheriff deputy chief king \
        queen prince princess duke duchess count countess emperor empress sultan sheikh sheik ayatollah hon. honourable honorable hr frau \
        herr monsieur madame señor señora don coach
        """)
    /// Titles and words that tell of a man.
    public static let male = WordSet(
        """
        mr mr. sir lord baron fr. father brother pastor congressman councilman king prince duke count emperor sultan herr monsieur señor \
        man boy husband son uncle nephew grandfather grandson brother-in-law spokesman chairman businessman policeman fireman salesman \
        fisherman cameraman gentleman dad he him his himself actor waiter boyfriend widower businessman lawman guy stepfather
        """)
    /// Titles and words that tell of a woman.
    public static let female = WordSet(
        """
        mrs mrs. ms ms. miss dame lady baroness sister congresswoman councilwoman queen princess duchess countess empress frau madame \
        señora woman girl wife daughter mother aunt niece grandmother granddaughter spokeswoman chairwoman businesswoman policewoman mum \
        mom she her hers herself actress waitress girlfriend widow saleswoman housewife nun stepmother
        """)
    /// Degrees and licences that stand behind a name.
    public static let credentials = WordSet(
        """
        md m.d. do d.o. phd ph.d. ph.d dphil dds d.d.s. dmd dvm jd j.d. llm llb mba mph m.p.h. mpp mpa msw m.s.w. lcsw lmsw lmft lmhc lpc \
        lpcc lcpc licsw psyd psy.d. edd ed.d. rn r.n. np fnp dnp pa-c pa pharmd rph rd rdn ms m.s. ma m.a. ba b.a. bsc msc m.sc. b.sc. \
        bs facp facs facc faap facog fapa frcp frs frcs esq esq. cpa cfa cfp obe mbe cbe kbe qc kc mp msp mep mla cpt cscs dpt otr ccc-slp \
        bcba mbbs mbchb scd dsc dmin mdiv ma-ccc lcpc cnm crna aprn bsn msn ladc cadc
        """)
    /// Endings that belong to a name: "Jr.".
    public static let generations = WordSet("jr jr. sr sr. ii iii iv")

    /// Nouns for people by what they do or are.
    public static let roles = WordSet(
        """
        academic accountant activist actor actress adjudicator administrator admiral adviser advisor advocate agent aide ally ambassador \
        analyst anchor anthropologist archaeologist architect artist assistant associate astronaut astronomer athlete attorney auditor author \
        baker banker barrister biologist bishop blogger boss botanist boxer broadcaster broker builder businessman businesswoman \
        butcher campaigner candidate captain cardiologist carer caretaker cartoonist ceo cfo chair chairman chairperson chairwoman champion chancellor \
        chef chemist chief choreographer citizen clerk climatologist clinician coach co-author co-founder cofounder co-director colleague colonel columnist comedian \
        commander commentator commissioner composer conductor congressman congresswoman conservationist constable consultant \
        contractor controller coordinator correspondent councillor councilman councilwoman counsel counsellor counselor courier critic curator \
        cyclist dancer dean defendant defender delegate dentist deputy dermatologist designer detective developer dietitian diplomat director \
        doctor driver ecologist economist editor educator electrician embryologist employee engineer entrepreneur epidemiologist executive \
        expert explorer farmer filmmaker financier firefighter fisherman footballer forecaster forester founder gardener general geneticist geographer \
        geologist goalkeeper governor graduate guard guide guitarist gynecologist gynaecologist head historian host hunter illustrator immunologist inspector \
        instructor inventor investigator investor journalist judge justice keeper laborer labourer landlord lawmaker lawyer leader lecturer legislator librarian \
        lieutenant linguist lobbyist maker manager marketer mathematician mayor mechanic mediator member meteorologist microbiologist midwife \
        miner minister moderator musician naturalist negotiator neighbor neighbour neurologist neuroscientist novelist nurse nutritionist obstetrician \
        officer official oncologist operator optometrist organiser organizer owner paediatrician painter paleontologist paramedic participant \
        partner passenger pastor pathologist patient pediatrician performer pharmacist philosopher photographer physician physicist physiologist pianist pilot planner player \
        playwright plumber poet policeman policewoman politician pollster porter postdoc premier presenter president priest prince princess \
        principal producer professor programmer prosecutor protester psychiatrist psychoanalyst psychologist psychotherapist publicist publisher \
        pundit rancher ranger receptionist recruiter referee registrar regulator reporter representative researcher resident retiree reviewer \
        rider runner sailor salesman salesperson scholar scientist screenwriter sculptor secretary senator sergeant sheriff shopkeeper singer skipper \
        sociologist soldier solicitor songwriter specialist spokesman spokesperson spokeswoman staffer strategist strategist student supervisor superintendent \
        surgeon surveyor survivor teacher technician technologist tenant theologian therapist toxicologist trader trainer translator treasurer \
        trustee tutor undersecretary veteran veterinarian vet victim violinist virologist volunteer waiter waitress warden whistleblower winner \
        witness worker writer zoologist supporter opponent voter farmer motorist commuter parent mother father brother sister son daughter wife \
        husband widow friend boyfriend girlfriend uncle aunt cousin grandfather grandmother woman man boy girl teenager child pensioner \
        customer client shopper tourist visitor refugee migrant detainee prisoner inmate suspect gunman attacker plaintiff complainant \
        shareholder insider observer source speaker narrator aide-de-camp commissioner whip incumbent challenger contender nominee \
        frontrunner front-runner billionaire millionaire tycoon mogul magnate heir king queen emperor pope cardinal archbishop rabbi imam
        """)
    /// Nouns for groups of people, and people in the plural that speak without an article.
    public static let groups = WordSet(
        """
        police officials authorities prosecutors investigators analysts experts scientists researchers doctors critics supporters opponents \
        lawmakers democrats republicans residents witnesses activists campaigners economists lawyers attorneys organisers organizers protesters \
        reporters journalists sources leaders ministers officers politicians teachers parents students workers employees farmers voters people \
        executives investors traders engineers firefighters paramedics rescuers regulators historians diplomats aides advisers advisors \
        observers locals neighbors neighbours customers relatives friends colleagues detectives soldiers unions members conservatives liberals \
        environmentalists pollsters forecasters scholars academics educators physicians nurses psychologists psychiatrists psychotherapists \
        therapists clinicians veterans survivors victims families passengers fans players coaches owners managers directors commentators \
        feminists economists strategists insiders staffers spokespeople spokesmen donors delegates senators congressmen representatives governors mayors \
        others some many
        """)
    /// Nouns for bodies that can speak.
    public static let bodies = WordSet(
        """
        company firm group agency organization organisation charity government administration ministry department council committee commission \
        court university college school hospital union party campaign bank network newspaper paper magazine station broadcaster club team \
        board panel office bureau institute institution association federation foundation alliance coalition society authority army military navy \
        church parliament congress senate house jury tribunal watchdog regulator retailer airline operator manufacturer maker publisher developer \
        startup start-up business corporation embassy consulate cabinet opposition force brigade service trust league
        """)
    /// Nouns for things with words in them that are quoted as speakers.
    public static let documents = WordSet(
        """
        report statement study letter document filing lawsuit complaint indictment memo email e-mail survey poll paper article editorial release \
        affidavit ruling website post tweet message note transcript book ad advertisement dossier review analysis headline sign inscription
        """)
    /// Personal and possessive pronouns.
    public static let pronouns = WordSet(
        "i me my he him his she her hers they them their we us our you your it its who himself herself themselves")

    /// Nicknames and the given names they stand for, both ways round.
    static let nicknames: [String: String] = {
        let pairs = """
            joe:joseph bill:william will:william bob:robert rob:robert bobby:robert dick:richard rick:richard rich:richard jim:james jimmy:james \
            mike:michael mick:michael tom:thomas tommy:thomas tony:anthony dan:daniel danny:daniel dave:david ed:edward eddie:edward ted:edward \
            ben:benjamin sam:samuel matt:matthew andy:andrew drew:andrew chris:christopher nick:nicholas steve:steven kate:katherine \
            kathy:katherine katie:katherine liz:elizabeth beth:elizabeth betty:elizabeth sue:susan peggy:margaret meg:margaret maggie:margaret \
            jen:jennifer jenny:jennifer becky:rebecca bernie:bernard don:donald ron:ronald al:albert alex:alexander greg:gregory jeff:jeffrey \
            jerry:gerald ken:kenneth larry:lawrence pete:peter phil:philip ray:raymond tim:timothy walt:walter chuck:charles charlie:charles \
            fred:frederick hank:henry harry:henry jack:john johnny:john kim:kimberly pat:patricia patty:patricia debbie:deborah barb:barbara \
            sandy:sandra cindy:cynthia vicky:victoria abby:abigail gabe:gabriel josh:joshua zach:zachary nate:nathan mitt:willard newt:newton
            """
        var table: [String: String] = [:]
        for pair in pairs.split(whereSeparator: \.isWhitespace) {
            let names = pair.split(separator: ":")
            if names.count == 2 { table[String(names[0])] = String(names[1]) }
        }
        return table
    }()
}

extension Document {
    /// A token's word without its case, for asking word lists.
    public func hash(_ token: Int) -> WordHash { WordHash(text.bytes, tokens[token].bytes) }

    /// A token's text.
    public func string(_ token: Int) -> String { text.string(tokens[token]) }

    /// The text of a run of tokens, as it is written.
    ///
    /// - Parameter range: token indices, not empty.
    public func string(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return text.string(tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end)
    }

    /// Whether a token starts with a capital letter.
    public func isCapitalised(_ token: Int) -> Bool { Scalars.isUpper(Scalars.decode(text.bytes, at: tokens[token].start).value) }

    /// Whether a token is this ASCII character and no more.
    @inline(__always)
    public func isMark(_ token: Int, _ character: Unicode.Scalar) -> Bool {
        tokens[token].end - tokens[token].start == 1 && text.bytes[tokens[token].start] == UInt8(truncatingIfNeeded: character.value)
    }

    /// Whether there is no white space between a token and the one before.
    public func isAttached(_ token: Int) -> Bool { token > 0 && tokens[token - 1].end == tokens[token].start }
}
