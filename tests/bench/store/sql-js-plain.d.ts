declare module 'sql.js/dist/sql-wasm-browser.js?plain' {
  import initSqlJs from 'sql.js';
  export default initSqlJs;
}
