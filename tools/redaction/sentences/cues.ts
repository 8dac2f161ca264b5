/** Words that a name often follows, also where people type everything in lower case. */
export const CUES: readonly string[] =
  'am ask asked asks aunt bin bonjour boss boyfriend brother by call called calls cheers cher chère colleague contact cousin coworker dad dated daughter dear dr email emailed father fired frau friend from girlfriend grandma grandpa hallo heisse heiße hello herr hey hi hired hola husband im invite its know knows liebe lieber llamo love married meet met miss mom mother mr mrs ms mum name named names neighbor neighbour owe owes paid pay querida querido regards remind roommate said salut saw says see señor señora sister son soy suis tell text texted thank thanked thanks this thx told uncle visit wife with'.split(
    ' ',
  );
