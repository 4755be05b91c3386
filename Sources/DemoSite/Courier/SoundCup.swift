extension Story {
    /// A match report: short quotations, nicknames, a coach and a team captain who take turns.
    static let soundCup = Story(
        publication: .courier,
        path: "/courier/sport/sound-cup-final",
        section: "Sport",
        headline: "Port Ellery women take the Sound Cup by a canvas",
        standfirst: "A sprint over the last 200 metres ends Cardle’s run of seven titles.",
        authors: [Author(name: "Callum Reyes", role: "features writer")],
        age: 2_980,
        picture: Picture(caption: "The Ellery eight at the finish on Sunday.", credit: "Sound Cup Committee"),
        pullQuote: "“I stopped counting strokes and started counting their backs.”",
        text: """
            Port Ellery Rowing Club won the women’s Sound Cup on Sunday for the first time since 1998, catching Cardle with three strokes to \
            spare on water that had sunk two coxed fours in the morning.

            “I stopped counting strokes and started counting their backs,” said Priya Nair, the cox, still hoarse an hour later. “Six, then \
            five, then four. That’s when I told them.”

            What Nair told them cannot be printed in full. “Roughly: ‘Now,’” she said.

            Coach Deb Marchetti, who stroked the crew of 1998, watched the finish from the committee boat with her back turned. “I’ve lost \
            this race four times by looking,” Marchetti said. “So I listened instead.”

            Cardle, who led by a length at the bridge, had no complaints. “They rowed the last minute and we rowed the first nine,” their \
            captain, Astrid Fell, said. “It’s a ten-minute race.”

            Fell, 34, said that she would retire from the boat at the end of the season. She denied that the defeat had anything to do with \
            it.

            The Sound Cup Committee confirmed that the course record of 9 minutes 41 seconds had survived by half a second. It added that \
            next year’s final would be moved to June.

            “June!” said Marchetti. “We’ll have to learn to row in daylight.”
            """)
}
