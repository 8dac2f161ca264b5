/** The parts of dynalite 4.0.0 that we call. It ships no types; these say only what `dynalite.ts` beside this relies on. */

declare module 'dynalite/db/index.js' {
  const db: import('./dynalite-types.ts').DynaliteDb;
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: import('./dynalite-types.ts').DynaliteValidations;
  export default validations;
}

declare module 'dynalite/validations/*' {
  const rules: import('./dynalite-types.ts').DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/*' {
  const action: import('./dynalite-types.ts').DynaliteAction;
  export default action;
}
