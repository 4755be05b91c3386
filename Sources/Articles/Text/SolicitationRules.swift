/// Drops what asks the reader to do something: sign up, follow, read on.
///
/// Publishers set such lines within the text, styled as the text is, and each in its own words, so that ``BlockModel`` sees too few of
/// each to learn them. A line goes only if its words ask and its form (a link, a heading, all bold, a class) agrees.
struct SolicitationRules {
    private static let phrases = StemTable(
        [
            """
            sign up for|sign up to|your inbox|our newsletter|subscribe to our|subscribe to the|free newsletter|daily newsletter|weekly newsletter|\
            abonnieren sie|abonnez-vous|inscrivez-vous|suscríbete|iscriviti|inscreva-se|newsletter abonnieren|zum newsletter|delivered to your|\
            download the app|download our app|follow us on|join our whatsapp|join our telegram|like us on|folgen sie uns|suivez-nous|síguenos|\
            seguici su|siga-nos|click here for more|click here to|read more about|read more:|on the go by clicking|breaking news alerts|\
            got a tip|have a tip|tip line|e-mail our newsroom|email our newsroom|contact our newsroom|\
            read also:|lire aussi|lesen sie auch|lees ook|leia também|lea también|leggi anche|czytaj też|läs också|читайте также|see also:
            """,
            "all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati",
            """
            =story continues|=article continues|advertisement|=anzeige|=publicité|=publicidad|=werbung|continue reading below|scroll to continue|\
            story continues below
            """,
        ], separator: "|")

    /// Whether a segment is to be left out, whatever the model says.
    ///
    /// - Parameter hasClass: whether an element close around it has a class of a newsletter, promotion, share or related box.
    static func drops(_ segment: Segment, in cut: SegmentedPage, isHeading: Bool, hasClass: Bool) -> Bool {
        guard segment.size <= 320 else { return false }
        // "CO-FOUNDER 'PROUD' OF HARDWARE CHAIN": one link, all in capitals.
        if segment.isLink, segment.size >= 15, segment.capitals * 10 > segment.size * 6 { return true }
        let found = phrases.categories(in: cut.bytes, segment.text)
        guard found != 0 else { return false }
        let isSetApart = isHeading || hasClass || segment.linkDensity >= 0.3 || segment.emphasisSize * 10 >= segment.size * 8
        if found & 1 != 0, isSetApart, segment.size <= 260 { return true }
        if found & 2 != 0, segment.size <= 220 { return true }
        return found & 4 != 0 && segment.size <= 60
    }
}
