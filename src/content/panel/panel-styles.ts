/** Tokens of the design copied under :host, px only, system fonts: a shadow root can't declare a font of its own. */
const LIGHT = `
  color-scheme: light;
  --surface: #ffffff; --canvas: #f1f1ef; --hover: #f4f4f2; --line: #dcdcd8; --line-strong: #85878b;
  --text: #191a1d; --text-2: #505257; --focus: #191a1d;
  --out-text: #2541b2; --out-tint: #e5eafa; --you: #864a00; --you-tint: #fbedd3; --no: #ae231b;
`;
const DARK = `
  color-scheme: dark;
  --surface: #1a1b1e; --canvas: #131416; --hover: #212326; --line: #2d2f33; --line-strong: #73767c;
  --text: #ececea; --text-2: #b3b5b9; --focus: #f5f5f3;
  --out-text: #a3b7ff; --out-tint: #1d2647; --you: #ebb65c; --you-tint: #312510; --no: #ff978d;
`;

export const PANEL_STYLES = `
:host { ${LIGHT} }
@media (prefers-color-scheme: dark) { :host { ${DARK} } }
* { box-sizing: border-box; margin: 0; padding: 0; }
.pd-frame {
  color: var(--text);
  font: 400 13px/20px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  text-align: left;
}
[hidden] { display: none !important; }
svg { display: block; flex: none; fill: currentColor; }
.pd-mark { fill: var(--text); }
.pd-mark-blue { fill: var(--out-text); }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.pd-launcher {
  position: relative; display: grid; place-items: center; width: 38px; height: 38px; border-radius: 8px;
  background: var(--surface); box-shadow: 0 0 0 1px rgb(0 0 0 / .16), 0 4px 14px rgb(0 0 0 / .18);
}
.pd-launcher:hover { background: var(--hover); }
.pd-flag {
  position: absolute; top: -6px; right: -6px; min-width: 18px; height: 18px; padding: 0 4px; border-radius: 9px;
  background: var(--text); color: var(--surface); font-size: 11px; line-height: 18px; font-weight: 600; text-align: center;
  font-variant-numeric: tabular-nums;
}
.pd-flag.pd-you { background: var(--you); }
.pd-sheet {
  display: flex; flex-direction: column; width: 348px; max-width: calc(100vw - 32px); max-height: calc(100vh - 100px);
  overflow: hidden; border-radius: 10px; background: var(--surface);
  box-shadow: 0 0 0 1px rgb(0 0 0 / .12), 0 12px 40px rgb(0 0 0 / .22);
}
.pd-sheet:focus { outline: none; }
.pd-head { display: flex; align-items: center; gap: 8px; flex: none; height: 46px; padding: 0 8px 0 14px; border-bottom: 1px solid var(--line); }
.pd-head b { flex: 1; font-weight: 600; }
.pd-fold { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 4px; color: var(--text-2); }
.pd-fold:hover { background: var(--hover); }
.pd-line { display: flex; gap: 8px; flex: none; padding: 8px 14px; font-size: 12px; line-height: 17px; color: var(--text-2); }
.pd-line svg { margin-top: 1px; }
.pd-needs { background: var(--you-tint); color: var(--you); font-weight: 500; }
.pd-count { flex: none; padding: 12px 14px 8px; font-size: 12px; line-height: 16px; font-weight: 500; color: var(--text-2); }
.pd-list { flex: 1; min-height: 0; overflow-y: auto; list-style: none; }
.pd-row {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 10px; align-items: center; min-height: 52px;
  padding: 6px 14px; border-top: 1px solid var(--line);
}
.pd-title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pd-facts { font-size: 12px; line-height: 16px; color: var(--text-2); font-variant-numeric: tabular-nums; }
.pd-prepare {
  display: inline-flex; align-items: center; gap: 6px; height: 32px; padding: 0 10px; border: 1px solid var(--out-text);
  border-radius: 4px; color: var(--out-text); font-weight: 500; white-space: nowrap;
}
.pd-prepare:hover { background: var(--out-tint); }
.pd-prepare[aria-disabled="true"] { border-style: dashed; cursor: default; }
.pd-more { flex: none; padding: 6px 14px 10px; font-size: 12px; line-height: 16px; color: var(--text-2); border-top: 1px solid var(--line); }
.pd-foot { display: flex; flex-direction: column; flex: none; border-top: 1px solid var(--line); padding: 2px 0; }
.pd-failed { color: var(--no); }
`;
