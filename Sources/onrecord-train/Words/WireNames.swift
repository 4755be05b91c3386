/// Names that agency copy is full of and that running text seldom spells out: clubs, agencies, papers, companies, surnames.
///
/// Plain facts, put together by hand; clubs stand under the short form that tables of results use.
enum WireNames {
    private static func list(_ text: String) -> [String] {
        text.split(separator: "/").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// Football and rugby clubs.
    static let clubs = list(
        """
        Arsenal/Aston Villa/Barnsley/Birmingham City/Blackburn/Blackpool/Bolton/Bradford/Brentford/Brighton/Bristol City/Bristol Rovers/Burnley/Bury/
        Cambridge United/Cardiff/Carlisle/Charlton/Chelsea/Chesterfield/Colchester/Coventry/Crewe/Crystal Palace/Darlington/Derby/Doncaster/Everton/
        Exeter/Fulham/Gillingham/Grimsby/Hartlepool/Hereford/Huddersfield/Hull/Ipswich/Leeds/Leicester/Leyton Orient/Lincoln/Liverpool/Luton/
        Manchester City/Manchester United/Man Utd/Mansfield/Middlesbrough/Millwall/Newcastle/Northampton/Norwich/Nottingham Forest/Notts County/Oldham/
        Oxford/Peterborough/Plymouth/Port Vale/Portsmouth/Preston/Queens Park Rangers/Reading/Rochdale/Rotherham/Scarborough/Scunthorpe/
        Sheffield United/Sheffield Wednesday/Shrewsbury/Southampton/Southend/Stockport/Stoke/Sunderland/Swansea/Swindon/Torquay/Tottenham/Tranmere/
        Walsall/Watford/West Bromwich Albion/West Ham/Wigan/Wimbledon/Wolverhampton/Wrexham/Wycombe/York City/Celtic/Rangers/Hearts/Hibernian/Aberdeen/
        Dundee United/Dunfermline/Kilmarnock/Motherwell/Raith/Falkirk/St Johnstone/St Mirren/Partick/Airdrieonians/Clydebank/Stirling/Queen of the South/
        Ajax/PSV Eindhoven/Feyenoord/Vitesse Arnhem/Utrecht/Twente/Heerenveen/Groningen/Roda JC/Sparta Rotterdam/Willem II/Volendam/NEC Nijmegen/
        Bayern Munich/Borussia Dortmund/Borussia Moenchengladbach/Bayer Leverkusen/Werder Bremen/Hamburg/Hansa Rostock/Karlsruhe/Schalke/Stuttgart/
        VfB Stuttgart/VfL Bochum/Cologne/Duisburg/Freiburg/St Pauli/Arminia Bielefeld/Fortuna Duesseldorf/1860 Munich/Hertha Berlin/Kaiserslautern/
        Real Madrid/Barcelona/Atletico Madrid/Valencia/Deportivo Coruna/Espanyol/Real Sociedad/Athletic Bilbao/Sevilla/Real Betis/Celta Vigo/
        Racing Santander/Real Zaragoza/Sporting Gijon/Tenerife/Oviedo/Valladolid/Compostela/Rayo Vallecano/Extremadura/Hercules/Logrones/
        Juventus/AC Milan/Inter Milan/Internazionale/Lazio/AS Roma/Roma/Napoli/Parma/Sampdoria/Fiorentina/Atalanta/Bologna/Cagliari/Piacenza/Udinese/
        Vicenza/Verona/Perugia/Reggiana/Torino/Bari/Brescia/Genoa/Paris St Germain/Monaco/Marseille/Lyon/Auxerre/Bordeaux/Nantes/Lens/Metz/Bastia/Cannes/
        Guingamp/Lille/Le Havre/Montpellier/Nancy/Nice/Rennes/Strasbourg/Caen/Benfica/Porto/Sporting Lisbon/Boavista/Braga/Vitoria Guimaraes/Setubal/
        Anderlecht/Club Bruges/Standard Liege/Ghent/Genk/Lokeren/Ekeren/Mechelen/Cercle Bruges/Charleroi/Galatasaray/Fenerbahce/Besiktas/Trabzonspor/
        Olympiakos/Panathinaikos/AEK Athens/PAOK Salonika/Red Star Belgrade/Partizan Belgrade/Dynamo Kiev/Spartak Moscow/CSKA Moscow/Dynamo Moscow/
        Lokomotiv Moscow/Torpedo Moscow/Rotor Volgograd/Alania Vladikavkaz/Zenit St Petersburg/Sparta Prague/Slavia Prague/Sigma Olomouc/Slovan Bratislava/
        Kosice/Legia Warsaw/Widzew Lodz/Ruch Chorzow/Ferencvaros/MTK Budapest/Ujpest/Steaua Bucharest/Dinamo Bucharest/Rapid Bucharest/Rapid Vienna/
        Austria Vienna/Sturm Graz/Casino Salzburg/Grasshopper/FC Zurich/FC Basle/Neuchatel Xamax/Servette Geneva/Lausanne/Sion/Young Boys Berne/Lugano/
        IFK Gothenburg/AIK Stockholm/Malmo FF/Helsingborg/Djurgarden/Rosenborg/Brann/Lillestrom/Tromso/Molde/Brondby/FC Copenhagen/Aarhus/Odense/
        HJK Helsinki/Shelbourne/Bohemians/Shamrock Rovers/Linfield/Glentoran/Maccabi Haifa/Maccabi Tel Aviv/Beitar Jerusalem/Hapoel Beersheba/
        Boca Juniors/River Plate/Velez Sarsfield/San Lorenzo/Racing Club/Independiente/Estudiantes/Rosario Central/Newell's Old Boys/Flamengo/
        Fluminense/Vasco da Gama/Botafogo/Corinthians/Palmeiras/Sao Paulo/Santos/Gremio/Internacional/Cruzeiro/Atletico Mineiro/Penarol/Nacional/
        Colo Colo/Universidad de Chile/Cerro Porteno/Olimpia/America de Cali/Millonarios/Atletico Nacional/Kashima Antlers/Yokohama Marinos/
        Urawa Reds/Gamba Osaka/Nagoya Grampus Eight/Verdy Kawasaki/Shimizu S-Pulse/Al Ahly/Zamalek/Esperance/Raja Casablanca/Orlando Pirates/Kaizer Chiefs/
        Wigan Warriors/St Helens/Bradford Bulls/Leeds Rhinos/Warrington/Widnes/Halifax/Castleford/London Broncos/Sydney Roosters/Brisbane Broncos/
        Canberra Raiders/Manly/Newcastle Knights/Parramatta/Penrith/Cronulla/Canterbury/North Sydney/Auckland Warriors/Bath/Harlequins/Wasps/Saracens/
        Sale/Northampton Saints/Leicester Tigers/Gloucester/Bristol/Orrell/London Irish/Llanelli/Neath/Pontypridd/Swansea RFC/Toulouse/Brive/Stade Francais/
        Geelong/Essendon/Collingwood/Carlton/Hawthorn/Richmond/St Kilda/Fitzroy/Footscray/West Coast/Fremantle/Adelaide Crows/Port Adelaide
        """)

    /// Counties that play cricket.
    static let counties = list(
        """
        Derbyshire/Durham/Essex/Glamorgan/Gloucestershire/Hampshire/Kent/Lancashire/Leicestershire/Middlesex/Northamptonshire/Nottinghamshire/
        Somerset/Surrey/Sussex/Warwickshire/Worcestershire/Yorkshire/New South Wales/Queensland/South Australia/Tasmania/Victoria/Western Australia
        """)

    /// North American teams as towns, which tables give alone, and as nicknames.
    static let teams: [(town: String, nickname: String)] = list(
        """
        Atlanta:Braves/Florida:Marlins/Montreal:Expos/New York:Mets/Philadelphia:Phillies/Chicago:Cubs/Cincinnati:Reds/Houston:Astros/Pittsburgh:Pirates/
        St. Louis:Cardinals/Colorado:Rockies/Los Angeles:Dodgers/San Diego:Padres/San Francisco:Giants/Baltimore:Orioles/Boston:Red Sox/Detroit:Tigers/
        New York:Yankees/Toronto:Blue Jays/Chicago:White Sox/Cleveland:Indians/Kansas City:Royals/Milwaukee:Brewers/Minnesota:Twins/California:Angels/
        Oakland:Athletics/Seattle:Mariners/Texas:Rangers/Tampa Bay:Rays/Arizona:Diamondbacks/Boston:Celtics/Miami:Heat/New Jersey:Nets/New York:Knicks/
        Orlando:Magic/Philadelphia:76ers/Washington:Bullets/Washington:Wizards/Atlanta:Hawks/Charlotte:Hornets/Chicago:Bulls/Cleveland:Cavaliers/
        Detroit:Pistons/Indiana:Pacers/Milwaukee:Bucks/Toronto:Raptors/Dallas:Mavericks/Denver:Nuggets/Houston:Rockets/Minnesota:Timberwolves/
        San Antonio:Spurs/Utah:Jazz/Vancouver:Grizzlies/Golden State:Warriors/Los Angeles:Clippers/Los Angeles:Lakers/Phoenix:Suns/Portland:Trail Blazers/
        Sacramento:Kings/Seattle:SuperSonics/Buffalo:Bills/Indianapolis:Colts/Miami:Dolphins/New England:Patriots/New York:Jets/Cincinnati:Bengals/
        Houston:Oilers/Jacksonville:Jaguars/Pittsburgh:Steelers/Baltimore:Ravens/Denver:Broncos/Kansas City:Chiefs/Oakland:Raiders/San Diego:Chargers/
        Seattle:Seahawks/Arizona:Cardinals/Dallas:Cowboys/New York:Giants/Philadelphia:Eagles/Washington:Redskins/Chicago:Bears/Detroit:Lions/
        Green Bay:Packers/Minnesota:Vikings/Tampa Bay:Buccaneers/Atlanta:Falcons/Carolina:Panthers/New Orleans:Saints/St. Louis:Rams/San Francisco:49ers/
        Boston:Bruins/Buffalo:Sabres/Hartford:Whalers/Montreal:Canadiens/Ottawa:Senators/Pittsburgh:Penguins/Florida:Panthers/New Jersey:Devils/
        New York:Islanders/New York:Rangers/Philadelphia:Flyers/Tampa Bay:Lightning/Washington:Capitals/Chicago:Blackhawks/Dallas:Stars/Detroit:Red Wings/
        Phoenix:Coyotes/St. Louis:Blues/Toronto:Maple Leafs/Anaheim:Ducks/Calgary:Flames/Colorado:Avalanche/Edmonton:Oilers/Los Angeles:Kings/
        San Jose:Sharks/Vancouver:Canucks
        """
    ).compactMap { pair in
        let parts = pair.split(separator: ":")
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }

    /// Agencies that sign what they send.
    static let agencies = list(
        "Reuters/Reuter/AP/AFP/UPI/Xinhua/Itar-Tass/Interfax/Kyodo/dpa/ANSA/Tanjug/Bernama/PTI/Anadolu/MENA/IRNA/EFE/Associated Press")

    /// Papers and broadcasters.
    static let papers = list(
        """
        New York Times/Washington Post/Wall Street Journal/Los Angeles Times/Chicago Tribune/Boston Globe/USA Today/Financial Times/Guardian/Independent/
        Daily Telegraph/Daily Mail/Daily Mirror/Sunday Times/Observer/Economist/Le Monde/Le Figaro/Liberation/Die Welt/Die Zeit/Der Spiegel/Bild/
        Frankfurter Allgemeine Zeitung/Sueddeutsche Zeitung/El Pais/El Mundo/La Stampa/La Repubblica/Corriere della Sera/Asahi Shimbun/Yomiuri Shimbun/
        Nihon Keizai Shimbun/People's Daily/South China Morning Post/Straits Times/Times of India/Hindu/Dawn/Haaretz/Yedioth Ahronoth/Jerusalem Post/
        Al-Ahram/Al-Hayat/Hurriyet/Milliyet/Izvestia/Kommersant/Pravda/Novye Izvestia/Globe and Mail/Toronto Star/Sydney Morning Herald/Age/Jornal do Brasil/
        Clarin/La Nacion/El Tiempo/Reforma/BBC/CNN/ITN/ABC/NBC/CBS/Fox News/Sky News/Al Jazeera/NPR/NTV/RAI/ARD/ZDF/TF1/CBC/NHK/Voice of America
        """)

    /// Companies and banks.
    static let companies = list(
        """
        Airbus/Alcatel/Alitalia/Allianz/Amazon/American Airlines/American Express/Apple/AT&T/Aventis/Axa/BAE Systems/Banco Santander/Bank of America/Barclays/
        BASF/Bayer/Bear Stearns/Berkshire Hathaway/Bertelsmann/BHP/BMW/BNP Paribas/Boeing/BP/British Airways/British Gas/British Steel/British Telecom/
        Bristol-Myers Squibb/BT/Canon/Caterpillar/Chevron/Chrysler/Cisco/Citigroup/Coca-Cola/Commerzbank/Compaq/Continental Airlines/Credit Suisse/
        Daewoo/Daimler-Benz/Danone/Dell/Delta Air Lines/Deutsche Bank/Deutsche Telekom/Dow Chemical/Dresdner Bank/DuPont/Eastman Kodak/eBay/
        Electrolux/Eli Lilly/Enron/Ericsson/Exxon/ExxonMobil/Facebook/Fannie Mae/FedEx/Fiat/Ford/Ford Motor Co/France Telecom/Freddie Mac/Fujitsu/Gazprom/
        General Electric/General Motors/GlaxoSmithKline/Goldman Sachs/Google/Hewlett-Packard/Hitachi/Honda/Honeywell/HSBC/Hyundai/IBM/ING/Intel/Johnson & Johnson/
        JP Morgan/JPMorgan Chase/Kellogg/Kmart/KLM/Lehman Brothers/Lloyds TSB/Lockheed Martin/L'Oreal/Lufthansa/Lukoil/Marks and Spencer/Matsushita/McDonald's/
        MCI/Mercedes-Benz/Merck/Merrill Lynch/Microsoft/Mitsubishi/Monsanto/Moody's/Morgan Stanley/Motorola/National Westminster Bank/NEC/Nestle/Netflix/Nike/
        Nintendo/Nissan/Nokia/Nomura/Northrop Grumman/Novartis/Opel/Oracle/Orange/PepsiCo/Petrobras/Peugeot/Pfizer/Philip Morris/Philips/Porsche/
        Procter & Gamble/Qantas/Renault/Roche/Rolls-Royce/Royal Bank of Scotland/Royal Dutch Shell/RWE/Ryanair/Saab/Samsung/SAP/Schlumberger/Sears/Shell/
        Siemens/Singapore Airlines/Societe Generale/Sony/Standard & Poor's/Standard Chartered/Starbucks/Statoil/Sun Microsystems/Suzuki/Swissair/Telefonica/
        Tesco/Tesla/Texaco/Texas Instruments/ThyssenKrupp/Time Warner/Toshiba/Total/Toyota/TWA/Twitter/UBS/Unilever/United Airlines/UPS/US Airways/Verizon/
        Viacom/Vivendi/Vodafone/Volkswagen/Volvo/Wal-Mart/Walmart/Walt Disney/Warner Bros/Wells Fargo/WorldCom/Xerox/Yahoo/Yukos/Zurich Insurance
        """)

    /// Bodies of state, of the world and of rebellion.
    static let bodies = list(
        """
        Federal Reserve/Bank of England/Bundesbank/European Central Bank/Bank of Japan/International Monetary Fund/IMF/World Bank/World Trade Organization/WTO/
        United Nations/U.N./UN/NATO/European Union/EU/European Commission/OPEC/OSCE/ASEAN/OAS/OECD/UNICEF/UNHCR/UNESCO/WHO/World Health Organization/
        International Red Cross/Red Cross/Red Crescent/Amnesty International/Human Rights Watch/Greenpeace/Medecins Sans Frontieres/Oxfam/FIFA/UEFA/IOC/IAAF/
        International Olympic Committee/NBA/NFL/NHL/FA/Congress/Senate/House of Representatives/House of Commons/Parliament/Knesset/Duma/Bundestag/Pentagon/
        White House/State Department/Justice Department/Treasury/Treasury Department/Defense Department/Supreme Court/Kremlin/FBI/CIA/NSA/KGB/MI5/MI6/Mossad/
        Interpol/Scotland Yard/NASA/FDA/FAA/EPA/IRS/SEC/Securities and Exchange Commission/Environmental Protection Agency/Food and Drug Administration/
        Securities and Exchange Board/Foreign Ministry/Defence Ministry/Finance Ministry/Interior Ministry/Health Ministry/Commerce Ministry/Labour Party/
        Conservative Party/Liberal Democrats/Sinn Fein/IRA/Likud/Hamas/Hezbollah/Hizbollah/Fatah/PLO/PKK/Taliban/Khmer Rouge/African National Congress/ANC/
        Inkatha/Communist Party/Democratic Party/Republican Party/Socialist Party/Christian Democrats/Green Party/Congress Party/BJP/Golkar/Kuomintang/
        Liberal Democratic Party/Muslim Brotherhood/Islamic Jihad/Tamil Tigers/Shining Path/FARC/ETA/UNITA/Harvard University/Yale University/Stanford University/
        Oxford University/Cambridge University/Nasdaq/New York Stock Exchange/London Stock Exchange/Dow Jones/Chicago Board of Trade/Lloyd's
        """)

    /// Surnames from many languages, as sport has them.
    static let surnames = list(
        """
        Ivanov/Petrov/Kuznetsov/Popov/Smirnov/Karpov/Medvedev/Romanenko/Shevchenko/Kovalenko/Bondarenko/Kowalski/Nowak/Wisniewski/Novotny/Svoboda/Dvorak/
        Horvath/Nagy/Kovacs/Szabo/Toth/Popescu/Ionescu/Stoichkov/Dimitrov/Petrovic/Jovanovic/Markovic/Ivanisevic/Horvat/Babic/Novak/Zupan/Papadopoulos/Yilmaz/
        Kaya/Demir/Ozturk/Rossi/Ferrari/Bianchi/Romano/Colombo/Ricci/Marino/Conti/Garcia/Fernandez/Gonzalez/Rodriguez/Lopez/Martinez/Sanchez/Perez/Gomez/
        Silva/Santos/Oliveira/Pereira/Costa/Ferreira/Almeida/Dubois/Martin/Bernard/Moreau/Laurent/Lefebvre/Girard/Mueller/Schmidt/Schneider/Fischer/Weber/Wagner/
        Becker/Hoffmann/Schaefer/Koch/Bauer/Richter/Klein/Wolf/Van den Berg/De Vries/Jansen/Bakker/Visser/De Boer/Janssens/Peeters/Maes/Johansson/Andersson/
        Karlsson/Nilsson/Eriksson/Larsson/Hansen/Johansen/Olsen/Larsen/Nielsen/Jensen/Pedersen/Korhonen/Virtanen/Makinen/Nieminen/Tamm/Kask/Berzins/Kazlauskas/
        Tanaka/Suzuki/Sato/Takahashi/Watanabe/Ito/Yamamoto/Nakamura/Kobayashi/Kim/Park/Lee/Choi/Wang/Li/Zhang/Liu/Chen/Yang/Huang/Nguyen/Tran/Singh/Sharma/
        Patel/Kumar/Gupta/Khan/Ahmed/Hussain/Malik/Akram/Younis/Anwar/Perera/Fernando/de Silva/Jayasuriya/Rahman/Hassan/Mohamed/Ibrahim/Abdullah/Mahmoud/Said/
        Okafor/Adeyemi/Mensah/Kiptanui/Kipketer/Barmasai/Tanui/Bitok/Gebrselassie/Tulu/Mwangi/Otieno/Ndlovu/Dlamini/Botha/Van der Merwe/Cohen/Levy/Mizrahi
        """)

    /// Given names to go with them.
    static let given = list(
        """
        Andrei/Sergei/Yevgeny/Vladimir/Dmitry/Oleg/Olga/Irina/Svetlana/Yelena/Jan/Pavel/Petr/Jana/Martina/Karol/Marek/Zsolt/Gheorghe/Hristo/Goran/Zoran/Slobodan/
        Mirjana/Stefan/Kostas/Mehmet/Mustafa/Marco/Paolo/Giovanni/Francesca/Carlos/Juan/Jose/Miguel/Maria/Ana/Joao/Pedro/Luis/Pierre/Jean/Michel/Marie/
        Christophe/Hans/Klaus/Juergen/Steffi/Andreas/Wolfgang/Jeroen/Dirk/Johan/Lars/Anders/Magnus/Bjorn/Henrik/Mika/Juha/Kenji/Hiroshi/Naoko/Yuki/Min-jun/
        Wei/Xiaoping/Ming/Anh/Rajesh/Sachin/Rahul/Priya/Imran/Wasim/Saeed/Aravinda/Sanath/Ahmed/Mohamed/Ali/Hassan/Yasser/Fatima/Haile/Moses/Daniel/Paul/
        Wilson/Thabo/Jacob/David/Moshe/Michael/Pete/Andre/Jim/John/Peter/Mark/Steve/Tim/Chris/Mary/Jennifer/Linda/Susan/Anne/Jane
        """)
}
