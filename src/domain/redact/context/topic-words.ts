/**
 * The words of each topic (topics.ts), in the languages that we know, and those of sets that rules ask; also lists that would be long as
 * code, since bundles read all of this from a packed file.
 */

const WORDS = {
  PHONE:
    'phone phones telephone telephones tel tele mobile mobiles cell cellphone fax call calling called whatsapp sms text texted contact reach reached landline ph dial dialed ring rang answering handy telefon telefonnummer telefono telefone rufnummer mobil mobilnummer móvil movil celular portable teléfono hotline voicemail telefoon telefonu téléphone numéro gsm cellulare fone celulare téléphone portable handynummer rufnr telefonnr 携帯 携帯電話 phonenumber mobilenumber telephonenumber msisdn 電話 電話番号 llamar llame llamada llámame llámeme appeler appelez joindre rappeler rappelez anrufen rückruf erreichbar chiamare ligar bellen dzwonić ringa numer telefonisch puhelin',
  SOCIAL_SECURITY: 'ssn ssns social itin socialsecuritynumber socialsecurity ss tin taxpayer',
  CARD: 'card cards visa mastercard amex discover credit debit cc creditcard cardnumber maestro jcb diners karte kreditkarte carte tarjeta cartão carta pan ccnumber ccnum kreditkartennummer kartennummer kartennr numtarjeta kaart kort karty cardno cardnum',
  BANK: 'account accounts acct bank banking checking savings iban konto kontonummer cuenta compte conta rekening accountnumber bankaccount kontonr beneficiary bban clabe kontoinhaber rekeningnummer nrb',
  PASSPORT:
    "passport passports passeport reisepass pasaporte passaporto paspoort paszport passaporte passportnumber reisepassnummer reisepassnr passnr passnummer ausweisnummer ausweisnr identité identidad identità personalausweis personalausweisnummer ausweis dowód legitimation d'identité",
  LICENCE:
    'license licence driver drivers licences licenses permit dl driverslicense driverlicense drivinglicence driverslicence führerschein fuhrerschein permis patente rijbewijs driverlicensenumber',
  BIRTH:
    'dob born birth geb birthday birthdate dateofbirth birthdates geboren geburtsdatum geburtstag né née naissance nacido nacida nacimiento geboortedatum nascimento nato nata bday 生年月日 nascida nascido nascita urodzony urodzona urodzenia född fødselsdato födelsedatum geboortedag syntynyt cumpleaños compleanno aniversário geboorte nació nacio nací naquit nasci nasceu nacque urodziłem urodziłam',
  ROUTING:
    'routing aba rtn transit routingnumber abarouting blz bankleitzahl ifsc ifsccode bsb bsbnumber sortcode bankcode',
  NATIONAL:
    'nhs nino insurance utr sin tfn abn medicare aadhaar aadhar uidai bsnnummer uid pan gstin gst cpf cnpj steuerid steuernummer idnr identifikationsnummer steueridentifikationsnummer sozialversicherungsnummer rentenversicherungsnummer svnr sv nir insee sécu securite sécurité sociale nif dni nie fiscale codice bsn burgerservicenummer sofinummer pesel nip personnummer personnr samordningsnummer mynumber マイナンバー 個人番号 npi dea mbi tax vat taxid taxnumber nationalid nationalinsurance socialinsurance ni national vitale',
  MEDICAL:
    'mrn patient patients medical chart insurance policy member beneficiary hospital subscriber medicalrecordnumber patientid memberid policynumber health healthplan ipp patientennummer fallnummer versichertennummer krankenversichertennummer nhc clínica',
  PASSWORD:
    'password passwords passwd pwd passphrase passcode passwort kennwort contraseña contrasena motdepasse senha wachtwoord pass passe identified パスワード dbpassword userpassword pw hasło haslo heslo jelszó lösenord losenord adgangskode passord salasana şifre пароль 密码 密碼 비밀번호 clave',
  TOKEN:
    'secret secrets token tokens apikey accesskey secretkey clientsecret privatekey authtoken accesstoken refreshtoken bearer credential credentials key authorization apitoken apisecret secretaccesskey sessiontoken webhooksecret signingsecret encryptionkey auth xapikey cookie sessionid sig xamzsignature xgoogsignature xamzsecuritytoken subscriptionkey creds cred logins zugangsdaten identifiants credenciales',
  PIN: 'pin otp passcode pincode onetime tan verification geheimzahl digicode türcode zugangscode toegangscode',
  CVV: 'cvv cvc cvv2 cvc2 csc cid securitycode cardverification cryptogramme prüfziffer prüfnummer kartenprüfnummer kartenprüfziffer sicherheitscode cvn cavv cvd beveiligingscode sicherheitsnummer',
  EXPIRY:
    'expiry expires expiration exp expire expiring validthru valid thru expirydate expirationdate gültig gueltig gültigkeit ablaufdatum ablauf verfallsdatum caduca caducidad vence vencimiento validité validade scade scadenza vervaldatum geldig ważna giltig verfällt',
  AGE: 'age aged ages edad âgé âgée agé agée età idade leeftijd wiek ålder lebensalter',
  BIC: 'bic swift swiftcode biccode bicswift swiftbic',
  VEHICLE: 'vin vehicle chassis fahrgestellnummer vehicleidentificationnumber fin',
  DEVICE: 'imei imeisv meid iccid imsi udid',
  IMPERSONAL:
    'order orders id ids invoice sku po ref reference ticket case isbn tracking amount qty quantity version build commit model price total sum score embedding vector revenue margin seed timestamp ts epoch usd eur row line port pid mem memory bytes size release firmware ver mininclusive maxexclusive sequence seq offset count index batch job run request trace span session hash checksum sha md5 uuid guid part serial section rfc clause netmask subnetmask',
  PERSON:
    'name names firstname lastname fullname surname givenname familyname username customername patientname contactname holder cardholder accountholder nachname vorname nom prénom nombre apellido apellidos displayname middlename maidenname personname customer client patient employee assignee reporter author sender recipient attendee attendees participant participants passenger passengers guest guests candidate applicant tenant landlord spouse borrower signatory attending physician kunde kundin mitarbeiter ansprechpartner patientin cliente asegurado inquilino paciente empleado assuré locataire salarié',
  ADDRESS:
    'address addresses addr street streetaddress homeaddress mailingaddress shippingaddress billingaddress adresse anschrift dirección direccion indirizzo endereço adres adress residence lives living located',
  EMAIL: 'email mail emailaddress correo courriel',
  LINE: 'office home work direct main fax mobile cell landline voicemail pager phone',
  STREET:
    'street st avenue ave road rd drive dr lane ln boulevard blvd court ct circle cir place pl way terrace ter trail trl parkway pkwy highway hwy square sq loop crescent cres close row alley plaza pike route walk gardens grove mews hill park rise quay wharf bypass expressway causeway',
  STREET_FIRST:
    'rua calle via rue avenida av avda rúa camiño camino strada boulevard bulevar piazza plaza ulica ul corso viale vicolo place quai allée chemin route impasse paseo carrera carretera largo travessa ulitsa cours strasse largo ronda colonia passage',
  UNIT: 'apt apartment suite ste unit flat room rm floor fl bldg building box',
  POSTCODE: 'zip postcode zipcode postalcode plz cep',
  DOT: 'dot punkt punto arroba at a ät atsign chiocciola',
  MILITARY: 'apo fpo dpo',
  MONTH:
    'jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december',
  NO_ADDRESS:
    'account card invoice ssn customer born age id ids version page step table figure section chapter please thanks thank i you he she we they it can could would will is are was were for phone tel fax email mail call what when where how why if but so this that these those my your his her our hi hello dear best regards january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday am pm name date total amount order status revision update level issue volume vol running abs absatz art artikel rdnr randnummer satz nr ziff bgh bverfg urt vgl article alinéa núm artículo bst paragraph para seite clause rfc pep',
  // From here on words of no topic, for sets that rules ask: packed-words.ts.
  COUNTRY:
    'deutschland germany france españa spain italia italy österreich austria schweiz switzerland suisse nederland netherlands belgium belgique belgië polska poland sverige sweden portugal luxembourg danmark denmark',
  INDIAN_PLACE:
    'nagar society colony sector block road marg chowk layout enclave vihar apartments flat plot floor phase cross lane street west east puram bagh gali house tower towers residency',
  HOST: 'ip ipv4 ips ipaddress address addr host hosts server servers client from remote inet gateway dns peer cidr node subnet network ping ssh user login via proxy forwarded source destination sourceip remoteaddr clientip hostname',
  VERSION:
    'version versions ver release releases released firmware build builds section sections rfc clause revision rev netmask subnetmask mask upgrade upgraded driver kernel',
  NO_STREET:
    'tabellenplatz startplatz arbeitsplatz parkplatz stellplatz sitzplatz spielplatz listenplatz ausbildungsplatz speicherplatz rückweg',
  CITY_FIRST:
    'bad st sankt san santa santo são new le la les saint sainte los las el den castel monte porto rio sint villa alt neu',
  STREET_LAST: 'street st avenue ave road rd lane ln boulevard blvd parkway pkwy highway hwy terrace crescent drive dr',
  STREET_BEFORE: 'rue rua calle avenida avda camiño camino piazza ulica viale vicolo corso boulevard bulevar ulitsa',
  DAY_OR_MONTH: 'mon tue tues wed thu thur thurs fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec',
  NAME_KEY:
    'firstname lastname middlename fullname givenname familyname maidenname birthname forename surname patientname employeename personname passengername guestname cardholdername vorname nachname familienname geburtsname prénom nomdefamille apellido apellidos primerapellido segundoapellido cognome sobrenome voornaam achternaam imię nazwisko förnamn efternamn',
  THING:
    'tool function model file folder path product project company organisation organization org event host domain class table column service server bucket stage key parameter param variable field label tag team group queue topic city country street state branch package module app application agent chain span operation method metric resource database db schema index cluster region zone node container image theme template type brand category plan course school bank store shop hotel device workflow step action attribute property option feature',
  STORM_OR_PLACE: 'hurricane typhoon storm cyclone mount lake fort port camp cape st saint',
  CITY_INSIDE: 'am an der im de del di la le les sur sous ob bei in den dem do da',
  NOT_IN_STREET: 'a an and or in to on at by with from into per as than then not no',
  STREET_FIRST_SMALL: 'am an im auf zum zur unter hinter beim',
  LOGIN: 'creds cred credentials credential logins zugangsdaten identifiants credenciales',
  // Not words, but as seldom asked for: each country's IBANs have so many characters.
  IBAN_LENGTH:
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30',
  // Prefixes of keys that tell whose they are, and behind a tab the pattern of what follows: secrets/providers.ts.
  PROVIDER_KEYS: [
    'AKIA ASIA AROA AIDA AGPA ANPA ANVA ABIA ACCA\t[A-Z0-9]{16}(?![A-Za-z0-9])',
    'ghp_ gho_ ghu_ ghs_ ghr_\t[A-Za-z0-9]{20,255}',
    'github_pat_\t[A-Za-z0-9_]{22,255}',
    'glpat- gldt- glrt- glptt- glsoat- glcbt- glft- glimt- glagent- gloas- glffct- GR1348941\t[A-Za-z0-9_=.-]{18,255}',
    'gsk_\t[A-Za-z0-9]{40,60}',
    'glc_\t[A-Za-z0-9+/=]{32,400}',
    'glsa_\t[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}',
    'xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxc- xoxd-\t[A-Za-z0-9%-]{10,250}',
    'xoxe.xox\t[bp]-[A-Za-z0-9-]{10,250}',
    'xapp-\t\\d-[A-Za-z0-9-]{20,250}',
    'sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or- sk-lf- sk-None-\t[A-Za-z0-9_-]{16,250}',
    'sk-\t[A-Za-z0-9]{20,64}(?![A-Za-z0-9])',
    'pk-lf-\t[0-9a-f-]{30,40}',
    'sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_\t[A-Za-z0-9]{10,200}',
    'whsec_\t[A-Za-z0-9+/=]{20,100}',
    'AIza\t[0-9A-Za-z_-]{35}',
    'ya29.\t[0-9A-Za-z_-]{20,400}',
    'GOCSPX-\t[0-9A-Za-z_-]{20,60}',
    '1//0\t[0-9A-Za-z_-]{40,200}',
    'SG.\t[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,100}',
    'hf_ api_org_\t[A-Za-z0-9]{30,60}',
    'hvs. hvb. hvr.\t[A-Za-z0-9_-]{24,400}',
    'npm_\t[A-Za-z0-9]{36}',
    'ntn_ secret_\t[A-Za-z0-9]{40,60}',
    'pypi-\t[A-Za-z0-9_-]{50,400}',
    'rubygems_\t[a-f0-9]{48}',
    'dop_v1_ doo_v1_ dor_v1_\t[a-f0-9]{64}',
    'dapi\t[a-f0-9]{32}(?:-\\d)?',
    'dckr_pat_ dckr_oat_\t[A-Za-z0-9_-]{20,60}',
    'shpat_ shpca_ shppa_ shpss_\t[A-Fa-f0-9]{32}',
    'lin_api_ lin_oauth_\t[A-Za-z0-9]{32,80}',
    'figd_ figo_ figu_\t[A-Za-z0-9_-]{36,60}',
    'tskey-\t[a-z]{1,20}-[A-Za-z0-9]{1,40}-[A-Za-z0-9]{16,60}',
    'pscale_tkn_ pscale_pw_ pscale_oauth_\t[A-Za-z0-9_.-]{32,64}',
    'ops_eyJ\t[A-Za-z0-9_-]{100,2000}',
    'vck_ vcp_ vci_ vca_ vcr_\t[A-Za-z0-9]{24,80}',
    'EAACEdEose0cBA\t[0-9A-Za-z]{1,300}',
    'AGE-SECRET-KEY-1\t[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
    'A3-\t[A-Z0-9]{6}-[A-Z0-9]{6,11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
    'phc_ phx_\t[A-Za-z0-9]{40,60}',
    'AC SK\t[a-f0-9]{32}(?::[a-f0-9]{32})?(?![A-Za-z0-9])',
    'key-\t[a-f0-9]{32}(?![A-Za-z0-9])',
    'pplx- fw_ r8_ tvly-\t[A-Za-z0-9]{24,64}(?![A-Za-z0-9])',
    'xai-\t[A-Za-z0-9]{60,100}',
    'nvapi-\t[A-Za-z0-9_-]{50,90}',
    'sbp_\t[a-f0-9]{40}',
    'sq0atp- sq0csp- EAAA\t[A-Za-z0-9_-]{22,64}(?![A-Za-z0-9_-])',
    'PMAK-\t[a-f0-9]{24}-[a-f0-9]{34}',
    'NRAK- NRJS- NRII-\t[A-Za-z0-9_-]{19,40}',
    'dt0c01. dt0s01. dt0s16.\t[A-Z0-9]{24}\\.[A-Z0-9]{64}',
    'sntrys_ sntryu_\t[A-Za-z0-9+/=_-]{40,400}',
    'patd- pat\t[A-Za-z0-9]{14}\\.[a-f0-9]{64}',
    'atlasv1. ATATT3x ATCTT3x ATBB\t[A-Za-z0-9_=-]{24,400}',
    'CFPAT- cio-\t[A-Za-z0-9_-]{30,64}',
    'bkua_\t[a-f0-9]{40}',
    'b_eyJ\t[A-Za-z0-9_-]{20,400}',
    'pk.eyJ sk.eyJ\t[A-Za-z0-9_-]{20,400}\\.[A-Za-z0-9_-]{16,80}',
    'sl.\t[A-Za-z0-9_-]{100,1500}',
    'CLOJARS_\t[a-z0-9]{60}',
    'tfp_\t[A-Za-z0-9]{40,60}',
    'pul-\t[a-f0-9]{40}',
    'AQ.Ab\t[A-Za-z0-9_-]{30,120}',
    'ABSK\t[A-Za-z0-9+/]{80,300}={0,2}',
    're_\t[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,40}',
    'lsv2_pt_ lsv2_sk_\t[a-f0-9]{32}_[a-f0-9]{10}',
    'nrk_ rnd_\t[A-Za-z0-9]{24,60}',
    'sm_pat_ sb_secret_\t[A-Za-z0-9_-]{20,80}',
    'eyJrIjoi\t[A-Za-z0-9+/=_-]{60,400}',
    'cfut_ cfat_ cfk_\t[A-Za-z0-9_-]{40,80}',
    'AIzaSy\t[A-Za-z0-9_-]{33}',
    'amzn.mws. amzn1.oa2-cs.v1.\t[a-f0-9-]{36,80}',
    '00D\t[A-Za-z0-9]{12}![A-Za-z0-9._]{80,260}',
  ].join('\n'),
  NO_NAME: [
    // Greetings and closings.
    'allô allo hej hei hallo hola olá ola ciao salut bonjour bonsoir buongiorno buonasera salve salam oi cześć czesc witam szanowny szanowna dzień goedemorgen goedemiddag goedendag groet groeten vriendelijke hälsningar mvh hilsen gruß gruss grüße gruesse mfg servus moin prezado prezada querido querida estimado estimada gentile egregio geachte beste obrigado obrigada grazie merci gracias tack takk danke dank dziękuję pozdrawiam cordialement saluti atenciosamente abraços saludos',
    // What a sentence about oneself begins with.
    'sono abito moro meu minha meus minhas nosso nossa mijn mein meine meiner mitt jag ik ich je suis mon mes soy eu sou jestem mam nazywam mieszkam woon wohne heiße heisse aqui aquí ici sua seu',
    // Words that join.
    'gemäß gemaess gemäss laut bitte wegen während trotz obwohl außerdem jedoch deshalb daher sowie bzw siehe vgl usw urt ziff abs voir selon aux pour avec según además aunque véase secondo inoltre conforme segundo além zgodnie oraz volgens daarnaast enligt samt også',
    // Labels of fields and forms.
    'kennwort passwort benutzername benutzer kundennummer rechnung bestellung anschrift adresse telefon absender empfänger betreff datum betrag anrede strasse straße ort geburtsdatum staatsangehörigkeit kunde bearbeiter requester requestor assignee assigned submitter approver workaround subject attn recipient sender datum naam voornaam achternaam geboortedatum adres telefoon onderwerp nome cognome indirizzo oggetto sobrenome endereço assunto imię nazwisko temat namn adress ärende objet destinataire expéditeur asunto remitente destinatario titular firma aadhaar gstin cpf cnpj pesel personnummer iban bic swift ahv svnr krankmeldung arztbrief befund diagnose medikation vertretung rückruf kündigung mahnung gutschrift lieferung bestellung kontoinhaber versicherte versicherter patient patientin mieter vermieter spdx-license-identifier spdx-filecopyrighttext',
  ].join(' '),
};

/** A function, as bundles read the words from a file beside them when they are first asked for: lib/bundling/lazy-topic-words.ts. */
export const topicWords = (): typeof WORDS => WORDS;
