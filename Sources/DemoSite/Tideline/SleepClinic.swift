extension Story {
    /// A health feature: credentials between name and verb, "Dr." with a surname later, experts who agree and one who does not.
    static let sleepClinic = Story(
        publication: .tideline,
        path: "/tideline/sleep-clinic-night-shift",
        section: "Sleep",
        headline: "What a clinic for night workers learned from the fish market",
        standfirst: "Porters who sleep in two halves are less tired than nurses who try to sleep in one, a small study finds.",
        authors: [Author(name: "Freya Donnelly", role: "health writer")],
        age: 95,
        picture: Picture(caption: "The fish market opens at three in the morning.", credit: "Image: Tideline"),
        pullQuote: "“We keep telling night workers to sleep like day workers, only at noon.”",
        text: """
            At four in the morning the loudest place in Port Ellery is the fish market, and for the past year it has also been a laboratory.

            The night clinic of St. Brannoc’s Hospital followed 84 porters and 112 nurses through a winter of early starts and late ends. The \
            porters, who nap from eight to eleven and again from four to seven, reported fewer errors and better moods.

            “We keep telling night workers to sleep like day workers, only at noon,” says Mara Lindqvist, MD, a psychiatrist with the night \
            clinic at St. Brannoc’s Hospital. “The porters never listened to us, and the porters were right.”

            Sleeping in two halves is not a cure, Dr. Lindqvist cautions. “What I can say is that a planned second nap beats a long, broken \
            morning,” she says. “What I can’t say yet is for whom.”

            The study has limits. It was small, it was not randomised, and porters may differ from nurses in ways that no questionnaire \
            catches. “People who hate this rhythm don’t stay porters for long,” notes Paul Adeyemi, PhD, professor of statistics at the \
            University of Weirbridge, who was not involved in the work. “So we are looking at the ones who stayed.”

            Adeyemi nevertheless calls the result “plausible and rather cheerful.”

            ## What nurses can do

            Nurse manager Lucia Brandt, RN, has already changed the rota on her ward. According to Brandt, giving up the single handover at \
            seven was the hard part. “The first week, everyone hated me,” she recalls. “The third week, somebody brought cake.”

            Dr. Lindqvist suggests three steps: fix the first nap, darken the room, and tell the family. “The last is the one that people \
            forget,” she says, “and it is the one that works.”

            The hospital says that it will extend the trial to ambulance crews in the spring. In a statement, it described the results as \
            “encouraging.”
            """)
}
