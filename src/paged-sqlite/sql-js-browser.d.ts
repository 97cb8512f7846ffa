// The build of sql.js for browsers and workers; @types/sql.js only describes the others.
declare module 'sql.js/dist/sql-wasm-browser.js' {
  import initSqlJs from 'sql.js';
  export default initSqlJs;
}
