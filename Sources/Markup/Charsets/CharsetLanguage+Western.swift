// Samples of the languages of windows-1252: news that never happened, with words for the letters that they lack.
extension CharsetLanguage {
    static let english = CharsetLanguage(
        """
        The government said on Tuesday that it would raise the tax on fuel, which has risen to £3.50 a gallon since May. “We can’t \
        afford that,” said Mr Whitfield, who leads the opposition. Police were called to a house in the north of the town after \
        neighbours heard shots; two men have been arrested. The company’s shares fell by 2.5% and about 1,200 jobs are at risk, its \
        chief executive told workers. Heavy rain is expected over the weekend, with snow on higher ground, and drivers have been \
        warned to take care. United won the cup for the first time in twenty years when Jack Quinn scored from the penalty spot. \
        What do we know about the new virus? Scientists think it spreads quickly, but they have just begun their research. The \
        café’s owner, Zoë Brontë, said her résumé was naïve – a cliché. Aimée and Renée sang in Zürich, São Paulo, Malmö and \
        Bogotá. It is 20° in the garden. The judge will give his verdict next month; the lawyer for the family said justice had been \
        done. You could buy half of it for less than €5m before the war, which was never about money. How schools, banks and \
        hospitals may be hit by strikes this week
        """)

    static let german = CharsetLanguage(
        """
        Die Regierung hat am Dienstag beschlossen, die Steuern für Öl und Gas zu erhöhen. „Das können wir uns nicht leisten“, sagte \
        der Fraktionschef. Die Polizei nahm zwei Männer fest, nachdem Nachbarn Schüsse gehört hatten. Bürgermeister eröffnet neue \
        Brücke über die Weiße Elster – Straße ab Frühjahr für Fußgänger gesperrt. Das Unternehmen will tausend Stellen streichen, \
        wie die Geschäftsführung mitteilte. Am Wochenende fällt viel Regen, in höheren Lagen Schnee. Ärzte warnen vor Übergewicht; \
        häufig hätten die Betroffenen später Schmerzen. Der Präsident äußerte sich nicht zu den Vorwürfen. München, Köln, \
        Düsseldorf, Nürnberg und Österreich: Züge müssen länger halten. Für die Mannschaft war es das größte Spiel des Jahres, jetzt \
        folgt das Rückspiel. Schüler können künftig mehr Französisch wählen. Kämpfe im Süden, Verhandlungen über Abkommen möglich; \
        Außenminister würdigt Gespräche. Was wir über das Virus wissen und was nicht. Mögliche Täter flüchteten, ein Zeuge hörte \
        Geräusche, eine Prüfung läuft
        """)

    static let french = CharsetLanguage(
        """
        Le gouvernement a annoncé mardi qu’il relèverait l’impôt sur l’essence dès l’année prochaine. « Nous ne pouvons pas \
        l’accepter », a déclaré le député, élu à l’Assemblée. La police a arrêté deux hommes après des coups de feu entendus près de \
        la gare. L’entreprise va supprimer mille emplois, a précisé sa présidente. De fortes pluies sont prévues ce week-end, où la \
        neige tombera dès six cents mètres. L’équipe a gagné la coupe grâce à un but marqué à la dernière minute. Santé : les \
        médecins s’inquiètent d’une épidémie très sévère, peut-être liée à l’eau. Le français, leçon de style ; ça commence bientôt \
        à la télévision. Le maître d’œuvre a été relaxé, sa sœur condamnée. Où va l’économie ? Le chômage baisse légèrement, même si \
        les prix augmentent. Noël à Orléans, fête à Nîmes, forêt brûlée près de Béziers : ce que l’on sait. Les élections \
        législatives auront lieu en février. Père, mère et frère entendus par le juge à propos de l’enquête ; le procès aura lieu à \
        huis clos. Haïti, Citroën, île, où, dû, reçu, déçu, âge, tâche, château, hôpital, côté, août, goût
        """)

    static let spanish = CharsetLanguage(
        """
        El Gobierno anunció el martes que subirá los impuestos a la gasolina el próximo año. «No podemos permitirlo», afirmó el \
        portavoz de la oposición en el Congreso. La policía detuvo a dos hombres después de un tiroteo en Málaga. ¿Qué pasó anoche? \
        ¡Atención! La compañía despedirá a mil trabajadores, según informó su dirección. Se esperan fuertes lluvias y nieve en la \
        montaña durante el fin de semana. El equipo español ganó la copa con un gol en el último minuto. Los médicos están \
        preocupados por la salud de los niños y de los jóvenes. La economía creció más de lo que creían los analistas, aunque el \
        desempleo también aumentó. El señor Muñoz será el nuevo ministro de Educación; aún así, habrá elección en otoño. Así era la \
        vida aquí: sueño, mañana, pequeño, año, compañero, lingüística. Investigación sobre la corrupción en México, Perú, Panamá y \
        Bogotá. Allí murió un héroe del país. El presidente pidió perdón por la crisis política y la situación difícil
        """)

    static let portuguese = CharsetLanguage(
        """
        O governo anunciou na terça-feira que vai aumentar os impostos sobre a gasolina no próximo ano. “Não podemos aceitar isso”, \
        afirmou o líder da oposição. A polícia prendeu dois homens após um tiroteio em São Paulo. A empresa vai demitir mil \
        funcionários, segundo informações da direção. São esperadas fortes chuvas e neve nas regiões mais altas até domingo. A \
        seleção venceu a competição com um gol no último minuto; é a décima vitória. Os médicos estão preocupados com a saúde das \
        crianças e dos avós. A economia cresceu mais do que se previa, porém o desemprego também subiu. Eleições: opinião, questões \
        e soluções; milhões não têm água, pão nem educação. Situação difícil na fronteira, à noite às portas da câmara. Três pessoas \
        morreram em acidente de avião em Goiânia. O ministério também não quis comentar a decisão do juiz. José, João e Mônica vêm \
        amanhã; você irá à praia? Ações, ônibus, tênis, lição, português, país, força, três, até, já, só, nós
        """)

    static let italian = CharsetLanguage(
        """
        Il governo ha annunciato martedì che aumenterà le tasse sulla benzina. «Non possiamo permettercelo», ha detto il capo \
        dell’opposizione. La polizia ha arrestato due uomini dopo gli spari uditi vicino alla stazione della città. La società \
        taglierà mille posti di lavoro, così ha spiegato l’amministratore. Nel fine settimana sono previste forti piogge e neve a \
        quote più basse. La squadra ha vinto la coppa grazie a un gol all’ultimo minuto. Perché i medici sono preoccupati per la \
        salute dei giovani? L’economia è cresciuta più del previsto, però la disoccupazione è salita. Il ministro della Giustizia \
        sarà ascoltato lunedì: c’è già chi chiede le dimissioni. Qualità, verità, libertà, università, attività; cioè, caffè, può, \
        farà, sarà, metà, lassù, giù. La vita di un eroe che morì sessant’anni fa. Scioperi, banche, ospedali e scuole chiusi per la \
        crisi, né soldi né idee
        """)

    static let dutch = CharsetLanguage(
        """
        Het kabinet heeft dinsdag besloten de accijns op benzine te verhogen. ‘Dat kunnen we ons niet veroorloven’, zei de \
        fractievoorzitter van de oppositie. De politie heeft twee mannen aangehouden nadat buurtbewoners schoten hadden gehoord. Het \
        bedrijf schrapt duizend banen, zo liet de directie weten. In het weekeinde valt er veel regen en in het zuiden mogelijk \
        sneeuw. De ploeg won de beker dankzij een doelpunt in de laatste minuut. Artsen maken zich zorgen over de gezondheid van \
        jongeren. De economie groeide sneller dan verwacht, maar de werkloosheid nam ook toe. Vrouw overleden na ongeluk op de \
        snelweg bij Utrecht. Coëfficiënt, geïnteresseerd, financiële crisis, patiënten, België, Italië, reünie, één, vóór, hé, \
        crème, Curaçao, Oekraïne, beëindigd, efficiënt, drieëntwintig, ideeën, Israël
        """)

    static let swedish = CharsetLanguage(
        """
        Regeringen meddelade på tisdagen att skatten på bensin höjs nästa år. ”Det har vi inte råd med”, säger oppositionens ledare. \
        Polisen har gripit två män efter att grannar hört skott i en förort till Malmö. Företaget säger upp tusen anställda, uppger \
        ledningen. Det blir mycket regn i helgen och snö i fjällen. Laget vann cupen genom ett mål i sista minuten. Läkare är \
        oroliga för ungas hälsa. Ekonomin växte snabbare än väntat, men arbetslösheten ökade också. Åtalad för mord: ”Jag är \
        oskyldig”. Så påverkas du av de nya åtgärderna. Ännu en kvinna död i olycka på vägen mellan Göteborg och Örebro. Kö, hål, \
        möte, först, många, någon, också, får, går, år, då, både, från, små, språk, frågor, Åke, Öberg, Ängelholm, idé, armé
        """)

    /// And Norwegian.
    static let danish = CharsetLanguage(
        """
        Regeringen meddelte tirsdag, at afgiften på benzin bliver sat op næste år. »Det har vi ikke råd til,« siger oppositionens \
        leder. Politiet har anholdt to mænd, efter at naboer hørte skud på Nørrebro. Virksomheden fyrer tusind medarbejdere, oplyser \
        ledelsen. Der kommer meget regn i weekenden og sne længere mod øst. Holdet vandt pokalen på et mål i sidste minut. Læger er \
        bekymrede for unges sundhed. Økonomien voksede hurtigere end ventet, men ledigheden steg også. København, Århus, Ålborg, \
        Tromsø, Bodø, Søren, Bjørn, Åse, Ærø. Også små børn får hjælp før jul; hvor går vi så hen? Regjeringen foreslår å øke \
        støtten til bønder, sier statsråden på Stortinget. Været blir bra, nå også på Østlandet og i Sørøst-Norge. Ulykke på \
        fjellet: to døde, én såret, måtte fraktes til sykehus. Først nå står det på bærekraft, skjønt nøkkelen er å gjøre færre \
        feil, spør du meg; hær, vår, år, få, blå, grønn, rød, allé
        """)

    static let finnish = CharsetLanguage(
        """
        Hallitus päätti tiistaina korottaa bensiinin veroa ensi vuonna. ”Meillä ei ole siihen varaa”, sanoi opposition johtaja. \
        Poliisi otti kiinni kaksi miestä, kun naapurit olivat kuulleet laukauksia. Yhtiö irtisanoo tuhat työntekijää, kertoi yhtiön \
        johto. Viikonloppuna sataa paljon vettä ja pohjoisessa lunta. Joukkue voitti mestaruuden viimeisen minuutin maalilla. \
        Lääkärit ovat huolissaan nuorten terveydestä. Talous kasvoi odotettua nopeammin, mutta työttömyys lisääntyi myös. \
        Pääministeri: äänestäjät päättävät, ettei näin käy enää. Jyväskylässä syttyi tulipalo yöllä, yksi kuoli. Hän, mikä, tämä, \
        näyttää, pöytä, löytää, kylmä, sää, väärä, tyttö, ystävä, käyttö, Åbo, Härmä, Töölö, Ähtäri, Öljy
        """)

    static let icelandic = CharsetLanguage(
        """
        Forsætisráðherra sagði á þriðjudag að skattur á bensín yrði hækkaður á næsta ári. „Við höfum ekki efni á því,“ segir \
        formaður flokksins. Lögreglan handtók tvo menn eftir að nágrannar heyrðu skothvelli. Fyrirtækið segir upp þúsund manns, að \
        sögn stjórnenda. Það verður mikil rigning um helgina og snjór til fjalla. Liðið vann bikarinn með marki á síðustu mínútu. \
        Læknar hafa áhyggjur af heilsu ungs fólks. Þetta er ný ríkisstjórn, sem hefur völdin á Íslandi. Ólafur, Þórður, Ásta, \
        Guðrún, Ævar, Össur, Úlfur og Ýmir eru í Reykjavík, á Akureyri og á Ísafirði. Hvað gerðist í nótt? Eldgosið er búið, þó að \
        hætta sé enn á ferð. Jökullinn bráðnar hratt; sjór, fé, mér, þú, ég, hún, þeir, það, við, eða, síðan, ár, maður, bærinn, \
        æði, öll, kvöld, býr
        """)

    static let catalan = CharsetLanguage(
        """
        El Govern ha anunciat dimarts que apujarà els impostos de la benzina l’any vinent. «No ens ho podem permetre», ha dit el cap \
        de l’oposició. La policia ha detingut dos homes després d’un tiroteig a la ciutat. L’empresa acomiadarà mil treballadors, \
        segons ha informat la direcció. Es preveuen fortes pluges i neu a la muntanya durant el cap de setmana. L’equip ha guanyat \
        la copa gràcies a un gol a l’últim minut. Els metges estan preocupats per la salut dels nens i nenes. Això és el que diu \
        també la Generalitat: què, perquè, però, més, són, català, València, Girona, Gràcia, Núria, Lluís. Il·lusió, col·legi, \
        pel·lícula, qüestió, països, veïns, raó, força, plaça, açò, núm, àrea, òpera, èxit, únic, índex
        """)
}
