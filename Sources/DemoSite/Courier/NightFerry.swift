extension Story {
    /// A council vote: quotations before and after their speakers, a broken one, one over two paragraphs, a company as speaker.
    static let nightFerry = Story(
        publication: .courier,
        path: "/courier/news/night-ferry-vote",
        section: "Harbour",
        headline: "Night ferry to sail from March after council vote",
        standfirst: "Councillors back a two-year trial of a late boat to Stony Island by 11 votes to six.",
        authors: [Author(name: "Hannah Okoro", role: "harbour correspondent")],
        age: 190,
        picture: Picture(caption: "The Ellery Maid on the evening crossing to Stony Island.", credit: "Luis Brandt"),
        pullQuote: "“A nurse who finishes at ten should be able to sleep in her own bed.”",
        text: """
            PORT ELLERY — The last boat to Stony Island will leave at half past midnight instead of nine in the evening from next March, \
            after councillors voted on Thursday for a two-year trial of a night ferry.

            “People on the island have been told to wait for eleven years, and tonight the waiting ends,” said Ruth Halloran, the leader of \
            Port Ellery Town Council, after the vote. “A nurse who finishes at ten should be able to sleep in her own bed.”

            The motion passed at the end of a hearing that lasted almost five hours. More than 200 residents filled the Corn Exchange, and \
            a queue stood on the steps.

            Opponents argued that the subsidy of £640,000 would be better spent on the harbour wall. “We are buying a boat ride with the \
            money that keeps the sea out,” said Gerald Pryce, who sits for the Independents. “If the wall goes in a January storm,” he \
            added, “nobody will ask what time the ferry ran.”

            Halloran told the hearing: “The wall has its own budget, and not a penny of it is touched.”

            The Ellery Line, which has run the crossing since 1961, welcomed the decision. “We have the crew and we have the vessel,” the \
            company said in a statement. “What we needed was certainty about the fare, and now we have it.”

            Not all of its crew agree. Denise Achebe, who has worked on the boats for 19 years and speaks for the Harbour Workers’ Union, \
            said the rota had been drawn up without asking those who would sail it. “You can’t crew a midnight boat with people who start \
            at five,” she said.

            Asked whether the union would strike, Achebe replied: “Nobody wants that, and nobody has ruled it out.”

            ## A long crossing

            For islanders the argument over what sceptics call the “ghost boat” is older than the council chamber. Tom Varley, 71, a retired \
            postman, recalled the winter of 1987.

            “My daughter was born on the Tuesday boat, because there was no boat on the Monday night. The midwife held the lamp and the \
            mate held her hand.

            “I have told that story to four councils,” Varley said. “This is the first one that wrote it down.”

            According to a survey by the town’s transport office, a night service would carry about 46,000 passengers a year. The office \
            expects one in three of them to be hospital or harbour staff.

            Fares will be fixed at £4.20 for islanders until the trial ends. The first boat sails on 1 March.
            """)
}
