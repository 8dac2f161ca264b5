/** Words that begin sentences, greet or label fields, in languages whose sentences the tagger was taught little of: never a name alone. */
import { wordSet } from '../tokens/wordtable.ts';

/** Hashes of the words. */
export const NO_NAMES = wordSet(
  [
    // Greetings and closings.
    'allô allo hej hei hallo hola olá ola ciao salut bonjour bonsoir buongiorno buonasera salve salam oi cześć czesc witam szanowny szanowna dzień goedemorgen goedemiddag goedendag groet groeten vriendelijke hälsningar mvh hilsen gruß gruss grüße gruesse mfg servus moin prezado prezada querido querida estimado estimada gentile egregio geachte beste obrigado obrigada grazie merci gracias tack takk danke dank dziękuję pozdrawiam cordialement saluti atenciosamente abraços saludos',
    // What a sentence about oneself begins with.
    'sono abito moro meu minha meus minhas nosso nossa mijn mein meine meiner mitt jag ik ich je suis mon mes soy eu sou jestem mam nazywam mieszkam woon wohne heiße heisse aqui aquí ici sua seu',
    // Words that join.
    'gemäß gemaess gemäss laut bitte wegen während trotz obwohl außerdem jedoch deshalb daher sowie bzw siehe vgl usw urt ziff abs voir selon aux pour avec según además aunque véase secondo inoltre conforme segundo além zgodnie oraz volgens daarnaast enligt samt også',
    // Labels of fields and forms.
    'kennwort passwort benutzername benutzer kundennummer rechnung bestellung anschrift adresse telefon absender empfänger betreff datum betrag anrede strasse straße ort geburtsdatum staatsangehörigkeit kunde bearbeiter requester requestor assignee assigned submitter approver workaround subject attn recipient sender datum naam voornaam achternaam geboortedatum adres telefoon onderwerp nome cognome indirizzo oggetto sobrenome endereço assunto imię nazwisko temat namn adress ärende objet destinataire expéditeur asunto remitente destinatario titular firma aadhaar gstin cpf cnpj pesel personnummer iban bic swift ahv svnr krankmeldung arztbrief befund diagnose medikation vertretung rückruf kündigung mahnung gutschrift lieferung bestellung kontoinhaber versicherte versicherter patient patientin mieter vermieter spdx-license-identifier spdx-filecopyrighttext',
  ].join(' '),
);
