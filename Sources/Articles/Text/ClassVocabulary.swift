/// What the class and id of an element say about its content.
///
/// The words are those that publishers' style sheets share; each stands in one category, whose use is decided by
/// ``BlockModel`` from examples.
enum ClassVocabulary: UInt64, CaseIterable {
    case content, articleBody, story, title, lede, share, related, newsletter, comment, navigation, footer, sidebar, advert, author, date,
        tags,
        caption, image, consent, paywall, hidden, quote, video, embed, card, list, header, tool, promotion, legal, infobox, contents,
        keyPoints,
        login, print, rating, correction, gallery, live, paragraph

    var bit: UInt64 { 1 << rawValue }

    static let table = StemTable(allCases.map(\.stems))

    private var stems: String {
        switch self {
        case .content: "content =text richtext rich-text rte wysiwyg prose markdown texto contenu inhalt"
        case .articleBody:
            """
            article-body articlebody article_body article__body article-content articlecontent article__content article_content article-text \
            articletext article__text story-body storybody story__body story-content storycontent story_body entry-content entrycontent \
            post-content postcontent post_content post-body postbody post__content post__body body-content bodycontent body-text bodytext \
            body-copy bodycopy main-content article-detail article-main news-body newsbody news-content newstext news-text single-content \
            td-post-content field-name-body field--name-body content-body content__body contentbody page-content blog-content artikel \
            article-page article__main articlemain story-text article-section cuerpo artigo corpo paywall-content
            """
        case .story: "article story ^post =news entry =blog hentry artikel articulo noticia"
        case .title: "title headline heading titel titre titulo ueberschrift"
        case .lede:
            """
            lede =lead standfirst =dek ^deck subtitle sub-title subhead sub-head summary intro excerpt abstract kicker chapo teaser-text \
            subheadline description bajada vorspann entradilla strapline synopsis occhiello sommario
            """
        case .share: "share sharing social facebook twitter whatsapp pinterest addthis addtoany sharedaddy follow =sns compartir jssocials"
        case .related:
            """
            related recommend readmore read-more read-next readnext read_more more-from morefrom more-stories morestories more-news also-read \
            alsoread suggested similar trending popular most-read mostread latest outbrain taboola recirc up-next upnext next-article \
            you-may you-might also-like see-also seealso further more-on zergnet revcontent plista jp-relatedposts crosslink mehr-zum weiterlesen \
            topnews top-stories topstories yarpp =more inline-link
            """
        case .newsletter: "newsletter subscri sign-up signup mailing mailchimp optin opt-in =email mc_embed push-notification"
        case .comment: "comment disqus discussion =replies respond kommentar coral livefyre"
        case .navigation:
            "^nav navigation ^menu breadcrumb pagination pager masthead toolbar =tabs hamburger topbar top-bar skip-link skiplink submenu"
        case .footer: "footer =foot colophon =bottom endnote"
        case .sidebar:
            "sidebar side-bar sidecolumn side-column =aside =rail right-rail rightrail =side complementary secondary right-col rightcol marginal"
        case .advert:
            """
            =ad =ads =adv advert ^adslot ad-slot adunit ad-unit ad-container adcontainer sponsor ^dfp gpt-ad googlead adsense banner \
            publicidad publicite werbung anzeige reklam pubblicita mpu leaderboard teads commercial
            """
        case .author: "author byline =bio biography contributor writer autor auteur journalist vcard redakteur reporter"
        case .date: "date =time timestamp publish datum fecha posted updated dateline"
        case .tags: "^tag ^tags taglist categor topic keyword tag-list =labels post-meta postmeta entry-meta metadata =meta"
        case .caption:
            "caption credit copyright legend figcaption photographer bildunterschrift bildtext didascalia leyenda imagetext source-text"
        case .image: "image ^img photo picture figure =media thumb slideshow carousel slider bild lightbox"
        case .consent: "cookie consent gdpr onetrust cmp didomi usercentrics privacy ccpa"
        case .paywall: "paywall premium piano registration regwall meter-wall subscriber-only paid-content abo-wall plus-content offer"
        case .hidden:
            "visually-hidden visuallyhidden sr-only screen-reader screenreader =hidden =hide is-hidden offscreen noprint no-print d-none invisible"
        case .quote: "pullquote pull-quote pull_quote blockquote =quote zitat citation citat testimonial"
        case .video: "video player youtube vimeo jwplayer brightcove audio podcast livestream"
        case .embed: "embed =tweet instagram widget iframe twitter-tweet oembed infogram datawrapper"
        case .card: "=card teaser =tile thumbnail snippet =item collection-item promo-item =box card-"
        case .list: "=list listing =grid =feed archive stream =row playlist"
        case .header: "header =head =hero =top"
        case .tool:
            "button btn tooltip dropdown popup pop-up modal overlay dialog toolbar toggle accordion hovercard hover-card popover flyout drawer"
        case .promotion:
            "promo =cta call-to-action calltoaction campaign donat support membership affiliate shop product deal coupon voucher download appstore"
        case .legal: "disclaimer =legal terms copyright imprint =license ethics trust disclosure"
        case .infobox: "infobox info-box factbox fact-box factfile sidebox box-info faktaboks faktaruta factsheet info-block"
        case .contents: "toc table-of-contents tableofcontents =outline inhaltsverzeichnis jump-link jumplink"
        case .keyPoints:
            "key-point keypoint key-takeaway takeaway highlights at-a-glance tldr tl-dr bullet key-facts keyfacts in-short in-brief"
        case .login: "login log-in signin sign-in ^account register =user =auth"
        case .print: "=print printable print-only printonly"
        case .rating: "rating =vote voting =poll survey quiz reaction =likes feedback"
        case .correction: "correction clarification editor-note editors-note editornote editorial-note"
        case .gallery: "gallery galerie galleria"
        case .live: "liveblog live-blog live_blog ticker minute-by-minute live-post"
        case .paragraph: "paragraph ^para =txt absatz parrafo text-block textblock text-paragraph"
        }
    }
}
