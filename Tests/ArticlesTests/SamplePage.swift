/// A news page of an invented town, with all that surrounds an article on a real one.
enum SamplePage {
    static let paragraphs = [
        "HAVENMERE — The last ferry to Gull Island will sail an hour earlier from Monday, the harbour board decided on Thursday, after a winter in which storms kept the boat in port for nineteen days.",
        "“Nobody likes it, but a boat that leaves at five comes home,” said Orla Finch, who has led the board since 2019. “A boat that leaves at six may not.”",
        "Islanders who work in the town fear for their jobs. More than forty of them signed a letter, read out at the meeting, that asked the board to wait until the summer timetable.",
        "The board will look at the figures again in May. Until then a bus takes passengers who miss the ferry to the guest house on Quay Street, where rooms are free.",
    ]

    static func html(body: String? = nil, head: String = "") -> String {
        let text =
            body
            ?? paragraphs.enumerated().map { number, text in
                let extra =
                    number == 1
                    ? "<aside class=\"pullquote\"><p>A boat that leaves at five comes home</p></aside><div class=\"related-links\"><h4>Read more</h4><ul><li><a href=\"/a\">Storm closes harbour for third week</a></li><li><a href=\"/b\">New ferry to cost two million</a></li></ul></div>"
                    : number == 2
                        ? "<figure><img src=\"/ferry.jpg\"><figcaption>The ferry Petrel in the harbour of Havenmere last winter.</figcaption></figure><div class=\"newsletter-signup\"><p>Sign up for our newsletter and get the harbour news in your inbox every morning.</p><form><input name=\"email\"><button>Subscribe</button></form></div>"
                        : ""
                return "<p>\(text)</p>\(extra)"
            }.joined(separator: "\n")
        return """
            <!doctype html><html lang="en-GB"><head><meta charset="utf-8">
            <title>Last Gull Island ferry to sail an hour earlier | The Havenmere Courier</title>
            <meta property="og:title" content="Last Gull Island ferry to sail an hour earlier">
            <meta property="og:site_name" content="The Havenmere Courier"><meta property="og:type" content="article">
            <meta name="description" content="The harbour board has moved the last boat forward."><meta property="og:image" content="/ferry.jpg">
            <link rel="canonical" href="https://courier.example/news/ferry">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
            "headline":"Last Gull Island ferry to sail an hour earlier","datePublished":"2026-03-05T17:40:00+01:00",
            "dateModified":"2026-03-05T19:02:00+01:00","author":[{"@type":"Person","name":"By Ada Marsh"},{"@type":"Person","name":"Tom Reed"}],
            "publisher":{"@id":"#courier"},"articleSection":"Harbour","keywords":["ferry","Gull Island"]},
            {"@type":"NewsMediaOrganization","@id":"#courier","name":"The Havenmere Courier"}]}</script>\(head)</head>
            <body><header class="site-header"><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/harbour">Harbour</a></li>
            <li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
            <div class="cookie-banner"><p>We and our partners use cookies to give you the best experience. Read our privacy policy to learn more.</p>
            <button>Accept all</button></div>
            <main><article class="story"><h1>Last Gull Island ferry to sail an hour earlier</h1>
            <div class="byline">By <a rel="author" href="/ada">Ada Marsh</a> and Tom Reed</div><time datetime="2026-03-05T17:40:00+01:00">5 March 2026</time>
            <div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
            <div class="article-body">\(text)</div></article>
            <section class="related"><h2>More from Harbour</h2><ul><li><a href="/c">Seal pups counted on the north shore of the island</a></li>
            <li><a href="/d">Lighthouse keeper retires after forty years of service</a></li></ul></section></main>
            <footer class="site-footer"><p>© 2026 The Havenmere Courier. All rights reserved. No part of this site may be copied.</p></footer></body></html>
            """
    }
}
