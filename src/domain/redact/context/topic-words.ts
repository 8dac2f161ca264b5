/** The words of each topic (topics.ts), in the languages that we know, and those of sets that rules ask. */

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
