extension Story {
    /// An interview in questions and answers, with a short introduction.
    static let harbourPilot = Story(
        publication: .harbourRadio,
        path: "/radio/stories/ten-minutes-with-the-pilot",
        section: "Ten minutes with",
        headline: "Ten minutes with the harbour pilot",
        standfirst: "Kirsten Moe has brought 6,000 ships past the Teeth and remembers the names of the ones that argued.",
        authors: [Author(name: "Ines Calloway", role: "presenter")],
        age: 4_350,
        picture: Picture(caption: "Kirsten Moe on the pilot ladder in Ellery Roads.", credit: "Harbour Radio"),
        text: """
            Kirsten Moe has been a pilot in Port Ellery for 23 years. Every ship over 60 metres must take her or one of her four colleagues \
            aboard before it passes the rocks called the Teeth. Ines Calloway met her at the pilot station, between two tides.

            <strong>Ines Calloway: What is the first thing you say when you come onto the bridge?</strong>

            <strong>Kirsten Moe:</strong> Good morning, and where is the coffee. It sounds like a joke, but I learn a good deal from the \
            answer. A ship where nobody knows where the coffee is has other problems.

            <strong>Ines Calloway: Do captains listen to you?</strong>

            <strong>Kirsten Moe:</strong> Most do. The captain keeps the command and I give advice, that is the law of it. One told me once, \
            "Madam, I have seen rocks before." I told him, "Not these ones, they are shy."

            <strong>Ines Calloway: Have you ever been afraid?</strong>

            <strong>Kirsten Moe:</strong> On the ladder, always. On the bridge, never. Fear is for the part where you can fall.

            <strong>Ines Calloway: Will the job be done from a screen ashore one day?</strong>

            <strong>Kirsten Moe:</strong> They tell me so every year, and every year the screen goes dark in the first gale. I will hand over \
            gladly to a screen that can smell the mud at low water.

            The full conversation runs on Sunday at seven.
            """)
}
