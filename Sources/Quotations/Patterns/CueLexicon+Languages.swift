// Forms that newspapers use, chosen by hand; each list leaves out what mostly means something else.

extension CueLexicon {
    /// Only what tells the language and what a text without the English model needs.
    static let english = CueLexicon([
        .verbs: """
        said says say told tells added adds asked asks wrote writes replied replies answered noted notes explained explains announced \
        tweeted argued argues warned warns insisted insists continued recalled stated states suggested suggests claimed claims
        """,
        .prepositions: "according per", .complementizers: "that", .determiners: "the a an this that his her their its our",
        .links: "of for", .functionWords: "and or but in on at to from with by as if when while who which not is was are were be has had",
        .he: "he", .she: "she", .they: "they we", .it: "it i you", .common: "the of and to in a is that for it was on with as he said",
    ])

    static let german = CueLexicon(
        [
            .verbs: """
            sagte sagten sagt sagen erklärte erklärten erklärt erklären betonte betonten betont meinte meinten meint schrieb schrieben schreibt \
            berichtete berichteten berichtet berichten forderte forderten fordert fordern kritisierte kritisierten kritisiert bestätigte \
            bestätigten bestätigt behauptete behaupteten behauptet behaupten kommentierte kommentiert meldete meldeten meldet melden äußerte \
            äußerten äußert warnte warnten warnt verkündete verkündet antwortete antwortet fragte fragt ergänzte ergänzt heißt hieß erläuterte \
            erläutert versicherte versichert urteilte urteilt beklagte beklagt begründete begründet unterstrich unterstreicht \
            verlautete lautete lautet hoffte hofft glaubt glaubte vermutet vermuten vermutete vermuteten befürchtet befürchten befürchtete \
            schätzt schätzen schätzte rechnet erzählte erzählt versprach beteuerte bemängelte entgegnete \
            bekräftigte bekräftigt bekundete mahnte mahnt resümierte konstatierte prophezeite zitierte zitiert \
            mitteilte mitteilten mitteilt ankündigte bekanntgab teilte teilten teilt kündigte kündigten kündigt räumte räumten räumt fügte \
            führte fuhr gab gaben gibt wies wiesen weist hob stellte warf warfen wirft sprach spricht nannte geht gehen ging rief sieht \
            argumentiert argumentieren argumentierte argumentierten verlautbarte verlautbart erläutern erläuterten prognostiziert prognostizierte \
            prognostizieren empfahl empfiehlt empfehlen empfahlen riet raten rät schlug schlägt schlagen schlugen beteuert beteuern klagt klagte \
            klagen erinnert erinnerte erinnern plädiert plädierte plädieren vertritt vertrat spekuliert spekulierte verweist verwies verwiesen \
            verlangt verlangte verlangen verlangten verspricht versprechen droht drohte drohen lobt lobte moniert monierte rügt rügte \
            unterstellt unterstellte bedauert bedauerte begrüßt begrüßte kontert konterte schildert schilderte schilderten schreiben \
            stellt betonen warnen äußern bestätigen kommentieren kritisieren erklärten glauben meinen finden findet fand hofften vermeldet \
            vermeldete signalisiert signalisierte appelliert appellierte entgegnet erwidert erwiderte gesteht gestand verriet verrät schwärmt \
            schwärmte scherzt scherzte bilanziert bilanzierte urteilen attestiert attestierte ermahnt mahnt resümiert konstatiert prophezeit \
            führt zeigen zeigt zeigte ergab ergibt legen legt folgert folgerte ätzte ätzt höhnte höhnt spottete spottet beschwört beschwor
            """,
            .participles: """
            gesagt erklärt betont gemeint geschrieben berichtet mitgeteilt gefordert kritisiert bestätigt behauptet gemeldet geäußert \
            angekündigt gewarnt verkündet versichert beklagt begründet zugegeben eingeräumt bekräftigt zitiert bekanntgegeben \
            hingewiesen versprochen beschlossen vorgeworfen zugesagt aufgerufen aufgefordert angegeben beteuert geklagt gebeten versichert erinnert \
            entschieden gedroht argumentiert vermutet befürchtet geheißen verkündet vorgeschlagen empfohlen geraten prognostiziert erläutert \
            dargelegt gestanden bedauert beschrieben geschildert verlangt gefragt erzählt gewarnt
            """,
            .auxiliaries: "hat haben hatte hatten habe wird wurde wurden",
            .namings:
                "bezeichnete bezeichneten bezeichnet nannte nannten nennt sprach sprachen spricht bezeichne kritisierte lobte titelte",
            .denials: "dementierte dementierten dementiert bestritt bestritten bestreitet leugnete verneinte",
            .prepositions: "laut gemäß",
            .weakPrepositions: "nach",
            .reports: """
            angaben angabe aussage aussagen bericht berichten berichts informationen information meinung ansicht auffassung einschätzung \
            einschätzungen schätzung schätzungen darstellung worten erkenntnissen meldung meldungen mitteilung studie untersuchung umfrage \
            überzeugung prognose prognosen quellen analyse auskunft auskünften ermittlungen gerüchten nachricht nachrichten erklärung \
            stellungnahme vorhersage vorhersagen statuten befragung statistik hochrechnungen berechnungen recherchen
            """,
            .postpositions: "zufolge folge",
            .anaphors: "demnach",
            .pointers: "das dies dieses so",
            .comparatives: "wie",
            .complementizers: "dass daß ob",
            .subjunctives: """
            sei seien habe werde könne solle müsse wolle dürfe gebe gehe komme stehe liege bleibe hätten hätte würde würden müssten könnten \
            wäre wären brauche wisse gelte halte sehe mache lasse finde führe handle handele befinde zeige trage bestehe nehme \
            dürfen bringe gehöre diene spreche erhalte verfüge bedeute verstehe erwarte hoffe glaube meine denke suche versuche arbeite \
            lebe leide lehne bekomme setze stelle laufe fehle drohe wachse steige sinke reiche ändere entstehe ergebe entspreche verliere \
            gewinne beginne ende erfolge fordere fürchte freue kenne kümmere leiste lerne lüge mangele nutze passe plane rechne scheine \
            schreibe schütze sorge spiele störe treffe treibe trete unterstütze unterscheide verdiene vergesse verhalte verhindere verlange \
            verlasse verletze verstoße verweigere vertrete vertraue verzichte warte weise wende wirke ziehe zähle zeuge fühle fahre falle \
            erfülle ermögliche erlaube existiere kandidiere profitiere garantiere propagiere basiere funktioniere interessiere passiere \
            reagiere respektiere akzeptiere stehle teile überlege übernehme verursache wolle mögen möge lägen läge ließen ließe stünden stünde \
            ständen kämen käme gäbe gäben ginge gingen bliebe blieben hielte täte täten bräuchte bräuchten wüsste wüssten nähme nähmen fände fänden \
            bekämen bekäme säße säßen bestünde bestünden entspräche entsprächen spräche sprächen brächte brächten trüge trügen verlöre zöge zögen
            """,
            .mutes: """
            frühjahr frühling sommer herbst winter januar februar märz april mai juni juli august september oktober november dezember jahr jahre \
            jahren jahres jahrzehnt monat monate monaten tag tage tagen tages woche wochen wochenende stunde stunden minuten anfang ende mitte \
            morgen mittag abend nacht vormittag nachmittag uhr montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag prozent euro \
            dollar millionen milliarden kritik begründung vorwurf vorwürfe frage fragen fehler weg zitat worte worten beispiel folgendes meter \
            kilometer anlass grund gründe hintergrund blick rahmen unterschied rücktritt thema ziel teil anfrage gespräch interview mal zeit zeiten \
            vergleich gegensatz anschluss ausdruck sicht linie übrigen demgegenüber daneben ab schluss motto titel namen name
            """,
            .obliques: """
            den dem des einen einem eines seinen seinem seines ihren ihrem ihres diesen diesem dieses keinen keinem unseren unserem deren dessen \
            beiden allen vielen einigen mehreren
            """,
            .determiners: """
            der die das den dem des ein eine einer einem einen eines sein seine seiner seinem ihr ihre ihrer ihrem dieser diese dieses \
            diesem viele mehrere einige beide zwei drei unser unsere
            """,
            .links: "von vom der des für im in aus bei am zur",
            .functionWords: """
            und oder aber in im an am auf aus bei beim mit nach seit von vom zu zum zur über unter vor hinter zwischen durch für gegen ohne um bis \
            wegen während trotz nicht auch nur noch schon sich dass daß ob wenn weil da als wie so dann hier dort heute gestern morgen \
            weiter jedoch allerdings gegenüber laut gemäß zufolge ist sind war waren hat haben hatte hatten wird werden wurde wurden kann \
            können soll sollen muss müssen will wollen darf dürfen dabei damit danach dazu daher deshalb zudem außerdem dagegen hingegen denn doch wenige zunächst zuvor dennoch anschließend daraufhin \
            inzwischen trotzdem schließlich ferner weiterhin wörtlich mittlerweile später bereits nun jetzt unterdessen gleichzeitig sowie \
            sowohl weder sogar etwa rund mehr alle jeder kein keine keinen niemand dies was wer wo wann warum wieso weshalb darüber darunter \
            darauf darin dafür deren dessen denen welche welcher welches ebenfalls insgesamt offenbar angeblich konkret laut gegen allein
            """,
            .he: "er", .she: "sie", .they: "wir", .it: "es man ich",
            .common: "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
        ], capitalisesNouns: true)

    static let french = CueLexicon([
        .verbs: """
        dit disait disent affirme affirmait affirment déclare déclarait explique expliquait expliquent ajoute ajoutait estime estimait estiment \
        assure assurait assurent précise précisait souligne soulignait raconte racontait annonce annonçait indique indiquait indiquent écrit \
        écrivait rappelle rappelait regrette regrettait confie confiait lance lançait reconnaît répond répondait conclut insiste insistait \
        poursuit poursuivait témoigne martèle prévient avertit dénonce soutient prétend rapporte résume glisse tempère renchérit admet \
        commente juge déplore interroge demande s'interroge s'inquiète déclara affirma répondit ajouta expliqua \
        détaille détaillait justifie justifiait plaide plaidait promet promettait résumait tranche tranchait souffle ironise analyse \
        alerte constate constatait note notait observe remarque réagit réagissait se défend défend défendait fustige martelait clame \
        jure répète répétait nuance nuançait complète ajoutent confient racontent soulignent précisent rappellent dénoncent alertent \
        regrettent déclarent reconnaissent pointe pointait avance évoque critique accuse prône invite appelle espère craint pense \
        croit affirmèrent avoue admettait concède relève relativise exhorte proteste félicite réclame demandent réclament
        """,
        .participles: """
        dit affirmé déclaré expliqué ajouté estimé assuré précisé souligné raconté annoncé indiqué écrit rappelé regretté confié lancé \
        reconnu répondu conclu insisté poursuivi témoigné martelé prévenu averti dénoncé soutenu prétendu rapporté résumé admis commenté \
        jugé déploré demandé promis fait
        """,
        .auxiliaries: "a ont avait avaient aurait",
        .namings: "qualifié qualifie évoque évoqué fustige fustigé parle parlé",
        .denials: "dément démenti nie nié conteste contesté",
        .prepositions: "selon",
        .weakPrepositions: "après pour",
        .reports: "rapport communiqué étude enquête sources source",
        .comparatives: "comme ainsi",
        .complementizers: "que qu",
        .mutes: """
        printemps été automne hiver janvier février mars avril mai juin juillet août septembre octobre novembre décembre année années \
        mois jour jours semaine semaines matin matinée soir soirée nuit heure heures fin début fois temps exemple critique critiques \
        question suite avenir moment titre lundi mardi mercredi jeudi vendredi samedi dimanche
        """,
        .determiners: "le la les l un une des du son sa ses leur leurs ce cette ces cet notre nos au aux mon ma plusieurs certains",
        .links: "de du des d à au",
        .functionWords: """
        et ou mais donc or ni car de du des à au aux en dans sur sous par pour avec sans chez vers entre contre depuis pendant que qui dont où \
        quand si comme ne pas plus est sont était a ont avait être avoir y se s selon après avant lundi mardi mercredi jeudi vendredi samedi \
        dimanche hier encore aussi très même alors ainsi afin
        """,
        .he: "il lui", .she: "elle", .they: "ils elles nous", .it: "on je ce",
        .common: "le la les des et en un une du dans que qui pour pas sur au est il par plus avec ce",
    ])

    static let spanish = CueLexicon([
        .verbs: """
        dijo dice dijeron dicen decía afirmó afirma afirmaron afirman aseguró asegura aseguran aseguraron explicó explica explicaron señaló \
        señala señalaron señalan añadió añade añadieron agregó agrega declaró declara declararon manifestó manifiesta indicó indica indicaron \
        anunció anuncia advirtió advierte advirtieron comentó comenta destacó destaca respondió responde sostuvo sostiene apuntó apunta \
        recordó recuerda expresó expresa escribió escribe lamentó lamenta insistió insiste relató relata precisó precisa subrayó subraya \
        contó cuenta reconoció reconoce confesó admitió admite denunció denuncia concluyó informó informa reiteró preguntó prometió zanjó \
        recalca recalcó matiza matizó detalla detalló defiende defendió argumenta argumentó alerta alertó avisa avisó avanza avanzó \
        augura auguró critica criticó cree considera consideró opina opinó piensa muestra mostró resume resumió remarca remarcó \
        reclama reclamó pide pidió exige exigió reivindica reivindicó celebra celebró valora valoró justifica justificó ironiza \
        ironizó bromea bromeó narra narró rememora rememoró confirma confirmó replica replicó contesta contestó puntualiza puntualizó \
        esgrime sentencia sentenció ratifica ratificó sugiere sugirió estima estimó concluye prosigue continúa relatan cuentan \
        recuerdan denuncian explican añaden advierten insisten reconocen sostienen apuntan destacan contaban lamentan admiten piden \
        reclaman exigen responden promete confiesa abunda incide expone expuso plantea planteó proclama proclamó asevera aseveró \
        acusa acusó ruega espera confía teme
        """,
        .participles: """
        dicho afirmado asegurado explicado señalado añadido declarado manifestado indicado anunciado advertido comentado destacado respondido \
        sostenido apuntado recordado expresado escrito lamentado insistido relatado precisado subrayado contado reconocido admitido \
        denunciado informado reiterado prometido
        """,
        .auxiliaries: "ha han había habían",
        .namings: "calificó calificado llamó tildó tachó habló califica",
        .denials: "negó niega negado desmintió desmiente desmentido rechazó",
        .prepositions: "según",
        .weakPrepositions: "acuerdo",
        .reports: "informe comunicado estudio fuentes",
        .comparatives: "como tal",
        .complementizers: "que",
        .mutes: """
        primavera verano otoño invierno enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre año \
        años mes meses día días semana semanas mañana tarde noche hora horas fin final principio vez tiempo ejemplo crítica críticas \
        pregunta futuro momento título lunes martes miércoles jueves viernes sábado domingo mismo
        """,
        .pointers: "así lo",
        .determiners: "el la los las un una unos unas su sus este esta estos estas del al mi nuestro nuestra varios algunos",
        .links: "de del en para",
        .functionWords: """
        y e o u pero de del a al en con por para sin sobre entre hasta desde que quien cuando donde si como no se es son era fue ha han había \
        ser estar lo le les me más muy ya también tras ante según ayer hoy lunes martes miércoles jueves viernes sábado domingo este así porque
        """,
        .he: "él éste", .she: "ella ésta", .they: "ellos ellas nosotros", .it: "usted yo",
        .common: "el la los las de y en un una del que por con para se no su al es lo como más",
    ])

    static let italian = CueLexicon([
        .verbs: """
        dice dicono disse diceva spiega spiegano spiegò afferma affermano affermò dichiara dichiarano dichiarò aggiunge aggiungono aggiunse \
        sottolinea sottolineano racconta raccontano raccontò commenta commentano scrive scrivono scrisse annuncia annunciano conclude ricorda \
        ricordano ribadisce precisa precisano risponde rispose sostiene sostengono osserva assicura avverte ammette denuncia prosegue \
        replica insiste riferisce riferiscono rivela lamenta rileva attacca chiede promette confessa sospira \
        aggiungeva esclama esclamò ironizza ammonisce auspica auspicano confida confidò critica criticano spera teme crede pensa \
        ritiene ritengono considera motiva racconta ricostruisce puntualizza chiarisce chiarì chiariscono evidenzia evidenziano \
        annota accusa accusano invoca rassicura rivendica incalza ribatte rincara chiosa sbotta scherza ripete confermano conferma \
        confermò rispondono avvertono denunciano insistono lamentano promettono sottolineò osservano precisano
        """,
        .participles: """
        detto spiegato affermato dichiarato aggiunto sottolineato raccontato commentato scritto annunciato concluso ricordato ribadito \
        precisato risposto sostenuto osservato assicurato avvertito ammesso denunciato proseguito replicato insistito riferito rivelato \
        lamentato rilevato chiesto promesso confessato
        """,
        .auxiliaries: "ha hanno aveva avevano avrebbe",
        .namings: "definito definisce definì definita definiti parlato parla bollato chiamato",
        .denials: "nega negato smentisce smentito negò smentì",
        .prepositions: "secondo",
        .weakPrepositions: "stando",
        .reports: "rapporto comunicato studio fonti",
        .comparatives: "come",
        .complementizers: "che ch",
        .mutes: """
        primavera estate autunno inverno gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre \
        dicembre anno anni mese mesi giorno giorni settimana settimane mattina sera notte ora ore fine inizio volta tempo esempio \
        critica critiche domanda futuro momento titolo lunedì martedì mercoledì giovedì venerdì sabato domenica
        """,
        .pointers: "lo così",
        .determiners: """
        il lo la i gli le l un uno una suo sua suoi sue loro questo questa dello della dei degli delle del dell al alla all nostro nostra \
        alcuni molti
        """,
        .links: "di del della dello dei degli delle dell d a al per",
        .functionWords: """
        e ed o ma di del della dello dei degli delle a al alla ai in nel nella con su sul sulla per tra fra da dal dalla che chi cui quando dove \
        se come non si è sono era ha hanno aveva essere più anche già ieri oggi lunedì martedì mercoledì giovedì venerdì sabato domenica \
        dopo prima poi ancora secondo così perché
        """,
        .he: "lui egli", .she: "lei ella", .they: "loro noi", .it: "io",
        .common: "il la i le di e in un una del della che per con non si è gli da al più anche sono",
    ])

    static let portuguese = CueLexicon([
        .verbs: """
        disse diz disseram dizem dizia afirmou afirma afirmaram afirmam explicou explica explicaram declarou declara declararam acrescentou \
        acrescenta contou conta ressaltou ressalta destacou destaca comentou comenta anunciou anuncia escreveu escreve respondeu responde \
        garantiu garante lembrou lembra informou informa informaram avaliou avalia defendeu defende reforçou reforça apontou aponta alertou \
        alerta ressalvou sublinhou sublinha referiu refere salientou adiantou revelou revela criticou critica lamentou lamenta argumentou \
        admitiu admite concluiu insistiu reconheceu indicou indica relatou relata denunciou perguntou prometeu completou \
        enfatizou enfatiza frisou frisa observou observa ponderou pondera pontuou opinou opina analisou analisa detalhou detalha \
        justificou justifica confirmou confirma rebateu rebate contestou contesta sugeriu sugere cobrou cobra pediu pede exigiu exige \
        celebrou comemorou acusou acusa brincou ironizou resumiu resume prosseguiu continuou complementou narrou recordou recorda \
        notou nota esclareceu esclarece reiterou reitera declarou assegurou assegura sustentou sustenta considerou considera acredita \
        acreditou espera teme vê avisou avisa desabafou contou contam explicam lembram dizia diziam comentam revelam alertam adianta \
        acrescentaram explicaram
        """,
        .participles: """
        dito afirmado explicado declarado acrescentado contado destacado comentado anunciado escrito respondido garantido lembrado informado \
        defendido alertado sublinhado referido revelado criticado lamentado admitido reconhecido indicado relatado prometido
        """,
        .auxiliaries: "tem têm havia tinha tinham teria",
        .namings: "chamou classificou qualificou falou definiu",
        .denials: "negou nega negaram negado desmentiu desmente rejeitou",
        .prepositions: "segundo conforme",
        .weakPrepositions: "acordo",
        .reports: "relatório comunicado estudo fontes nota",
        .comparatives: "como",
        .complementizers: "que",
        .mutes: """
        primavera verão outono inverno janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro ano \
        anos mês meses dia dias semana semanas manhã tarde noite hora horas fim final início vez tempo exemplo crítica críticas \
        pergunta futuro momento título segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira \
        sexta-feira sábado domingo mesmo
        """,
        .pointers: "assim",
        .determiners: """
        o a os as um uma uns umas seu sua seus suas este esta esse essa do da dos das ao à pelo pela no na meu minha nosso nossa vários alguns
        """,
        .links: "de do da dos das em para",
        .functionWords: """
        e ou mas de do da dos das a ao à aos em no na nos nas com por pelo pela para sem sobre entre até desde que quem quando onde se como não \
        é são era foi tem têm havia ser estar lhe mais muito já também após segundo ontem hoje segunda terça quarta quinta sexta sábado \
        domingo assim porque
        """,
        .he: "ele", .she: "ela", .they: "eles elas nós", .it: "você eu",
        .common: "o a os as de e em um uma do da no na por que com para não se dos ao mais",
    ])

    static let dutch = CueLexicon([
        .verbs: """
        zei zegt zeggen zeiden vertelde vertelt vertellen vertelden verklaarde verklaart verklaarden schrijft schreef schreven meldt meldde \
        melden meldden laat liet benadrukte benadrukt vindt vond vinden stelt stelde stellen stelden reageerde reageert waarschuwde \
        waarschuwt antwoordde antwoordt legt legde voegt voegde denkt dacht meent meende beweert beweerde bevestigt bevestigde concludeert \
        concludeerde erkent erkende herhaalt kondigt kondigde noemt noemde klinkt twittert twitterde vraagt vroeg belooft beloofde betoogt \
        benadrukken betoogde betogen vult vulde schetst schetste verduidelijkt verduidelijkte nuanceert nuanceerde hoopt hoopte \
        vreest vreesde gelooft geloofde oordeelt oordeelde klaagt klaagde roept riep wijst wees pleit pleitte herinnert herinnerde \
        bekent bekende belooft blikt constateert constateerde erkennen geeft gaf licht lichtte merkt merkte mijmert moppert \
        onderstreept onderstreepte oppert opperde peinst reageren schat schatte sneert sneerde snapt verzekert verzekerde verzucht \
        verzuchtte voorspelt voorspelde waarschuwen weet wist zucht denken vrezen eist eiste eisen
        """,
        .participles: """
        gezegd verteld verklaard geschreven gemeld benadrukt gesteld gereageerd gewaarschuwd geantwoord uitgelegd toegevoegd beweerd bevestigd \
        erkend aangekondigd beloofd laten
        """,
        .auxiliaries: "heeft hebben had hadden",
        .namings: "noemde noemt noemden noemen spreekt sprak",
        .denials: "ontkent ontkende ontkennen ontkend",
        .prepositions: "volgens aldus",
        .reports: "rapport verklaring onderzoek bronnen",
        .comparatives: "zoals",
        .complementizers: "dat of",
        .mutes: """
        lente zomer herfst winter januari februari maart april mei juni juli augustus september oktober november december jaar jaren \
        maand maanden dag dagen week weken ochtend middag avond nacht uur einde begin keer tijd voorbeeld kritiek vraag toekomst \
        moment titel maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
        """,
        .pointers: "dat dit",
        .determiners: "de het een zijn haar hun deze die dit dat ons onze mijn 't enkele veel",
        .links: "van voor uit bij der den",
        .functionWords: """
        en of maar in op aan bij met naar van voor uit door over onder tegen tot om te niet ook nog al dat die wat wie als dan er is zijn was \
        waren heeft hebben had hadden wordt worden werd kan zal wil moet volgens gisteren vandaag maandag dinsdag woensdag donderdag \
        vrijdag zaterdag zondag toch wel zo hier daar omdat
        """,
        .he: "hij", .she: "zij ze", .they: "wij we", .it: "ik het men",
        .common: "de het een en van in is dat op te zijn voor met niet die aan er om ook als bij",
    ])
}
