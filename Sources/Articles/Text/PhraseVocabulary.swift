/// What the words of a short text say about it: an invitation to share, a credit, a related link.
///
/// Phrases of the languages in which the most news pages are written. They are hints only: ``BlockModel`` weighs them
/// together with where the text stands.
enum PhraseVocabulary: UInt64, CaseIterable {
    case share, related, newsletter, advert, credit, comment, login, copyright, follow, byline, date, source, contact, correction, app,
        keyPoints,
        video, donate, affiliate, agency

    var bit: UInt64 { 1 << rawValue }

    static let table = StemTable(allCases.map(\.phrases), separator: "|")

    private var phrases: String {
        switch self {
        case .share:
            """
            ^share this|=share|=tweet|share on|teilen|partager|compartir|condividi|compartilh|delen|=facebook|=whatsapp|=twitter|copy link|\
            =email this|print this|=print|=drucken|imprimir|gift this article|send to a friend|поделиться|udostępnij|dela|シェア|paylaş
            """
        case .related:
            """
            read more|read also|also read|=read:|=related|see also|more on|more from|recommended|you may also|you might also|don't miss|don’t miss|\
            must read|most read|most popular|trending|latest news|top stories|up next|read next|lesen sie auch|mehr zum thema|mehr dazu|\
            lire aussi|à lire|voir aussi|a lire|sur le même|leer más|lea también|lee también|te puede interesar|leggi anche|leia também|\
            leia mais|lees ook|läs mer|läs också|les også|læs også|czytaj też|czytaj także|zobacz też|читайте также|weitere artikel|\
            zum thema|in other news|keep reading|continue reading|weiterlesen|related articles|related stories|ayrıca|関連記事|相关|関連|\
            also see|in case you missed|further reading|click here|more stories|plus d'infos|mais lidas|además|meistgelesen|das könnte
            """
        case .newsletter:
            """
            newsletter|sign up|=subscribe|your inbox|abonnieren|abonnez|suscríbete|suscribe|iscriviti|inscreva|meld je aan|prenumerera|\
            email address|e-mail-adresse|get the latest|delivered to|daily briefing|subscription|jetzt anmelden|подписаться|подпишитесь|\
            breaking news alerts|push notification
            """
        case .advert:
            """
            =advertisement|=advertising|=anzeige|=werbung|publicité|publicidad|=pubblicità|=annonce|=reklama|=реклама|sponsored|story continues|\
            article continues|=ad|promoted|paid content|=advertorial|scroll to continue|continues below|skip ad
            """
        case .credit:
            """
            =photo|=photo:|photograph|=image:|image credit|=credit|=picture:|getty|shutterstock|=foto|=bild:|=quelle:|©|(ap photo|=ap photo|\
            =afp|courtesy|file photo|illustration|=imago|=crédit|fotograf|photo by|unsplash|image source|screenshot|=video:
            """
        case .comment:
            """
            =comments|=comment|kommentar|commentaire|comentario|commenti|reacties|leave a reply|join the conversation|leave a comment|\
            log in to comment|comments are closed|комментар|コメント|yorum
            """
        case .login:
            """
            log in|=login|sign in|=register|create an account|anmelden|einloggen|se connecter|iniciar sesión|accedi|already a subscriber|\
            cookie|privacy policy|consent|datenschutz|confidentialité|terms of|nutzungsbedingungen|your browser|javascript|already have an account
            """
        case .copyright:
            "©|copyright|all rights reserved|alle rechte|tous droits|todos los derechos|(c) 20|reserved.|diritti riservati|rights reserved"
        case .follow:
            """
            follow us|follow @|follow him|follow her|=follow|folgen sie|suivez|síguenos|seguici|siga|volg ons|find us on|like us|join us|our channel|\
            telegram|instagram|youtube|tiktok|linkedin|google news|our app|channel
            """
        case .byline:
            "^by |=von|=par|=por|written by|=author|=autor|=reporter|correspondent|reporting by|editing by|=editor|posted by|text:|redaktion|staff writer"
        case .date:
            """
            published|updated|=posted|last modified|=january|=february|=march|=april|=june|=july|=august|=september|=october|=november|=december|\
            =jan|=feb|=mar|=apr|=jun|=jul|=aug|=sep|=sept|=oct|=nov|=dec|=uhr|ago|aktualisiert|publié|publicado|pubblicato|=gmt|=edt|=est|=utc|\
            stand:|min read|minutes read|minute read|lesezeit|opublikowan|опубликован|gepubliceerd
            """
        case .source:
            "=source:|=sources:|=quelle|=fuente|=fonte|=via|originally published|first appeared|this article was|this story was|republished|first published|this article is|this story"
        case .contact:
            "contact us|@|send us|email us|got a tip|write to|tips|reach out|letter to the editor|contact the|can be reached|press release|contact:|tel:|phone:"
        case .correction:
            "correction:|clarification|editor's note|editor’s note|an earlier version|this article has been|this story has been|was updated"
        case .app: "download the|app store|google play|=app|ios|android"
        case .keyPoints:
            "key points|key takeaways|in short|at a glance|highlights|the gist|das wichtigste|l'essentiel|what you need to know|tl;dr|key facts|in brief|table of contents|in this article|inhalt"
        case .video: "=video|=watch|=listen|=play|loading|=podcast|now playing|=live|volume|vidéo|ansehen|=pause|=mute|replay"
        case .donate: "donate|support our|support us|become a member|membership|=donation|spende|contribute|unterstütz|supporter|crowdfund"
        case .affiliate: "affiliate|commission|=buy|shop now|=deal|amazon|best price|discount|=shop|check price|coupon|purchase"
        case .agency: "=(dpa|(dpa|(reuters)|(ap)|(afp)|dpa-infocom|=dpa|(ots)|(apa)|=ansa|(efe)|(pa)|(tass)"
        }
    }
}
