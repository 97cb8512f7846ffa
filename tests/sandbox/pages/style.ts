/** The look of the pages: plain, pleasant, nobody's brand. */
export const STYLE = `
:root{color-scheme:light;--ink:#171c1f;--soft:#5b6b70;--line:#e3e8e8;--tint:#0b6b72;--paper:#fff}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:#f6f8f8}
.band{margin:0;padding:6px 16px;background:#fff3c4;color:#5c4400;font-size:14px;font-weight:600;text-align:center;border-bottom:1px solid #ecd98a}
header{display:flex;justify-content:space-between;align-items:center;gap:16px;padding:12px 24px;background:var(--paper);border-bottom:1px solid var(--line)}
nav{display:flex;align-items:center;gap:20px}
a{color:var(--tint);text-decoration:none}a:hover{text-decoration:underline}
.logo{font-weight:700;font-size:20px;letter-spacing:-.02em}.logo span{color:var(--soft);font-weight:400;margin-left:6px}
.button,button{background:var(--tint);color:#fff;border:0;border-radius:6px;padding:9px 16px;font:inherit;font-weight:600;cursor:pointer}
main{max-width:1080px;margin:0 auto;padding:28px 24px 64px}
h1{font-size:26px;line-height:1.2;margin:0 0 16px}h2{font-size:18px;margin:28px 0 12px}
.soft{color:var(--soft)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:20px;padding:0;margin:0;list-style:none}
.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.card img,.blank{display:block;width:100%;aspect-ratio:4/5;object-fit:cover;background:#e8eeee}
.card div{padding:10px 12px}.card strong{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.tag{display:inline-block;border-radius:999px;background:#e6f0f0;color:#245;padding:1px 10px;font-size:13px}
.item{display:grid;grid-template-columns:minmax(0,3fr) minmax(280px,2fr);gap:28px;align-items:start}
.photos{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:10px}
.photos img{width:100%;border-radius:8px;background:#e8eeee}
.photos img:first-child{grid-column:1/-1;max-height:560px;object-fit:contain}
.panel{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px}
.price{font-size:28px;font-weight:700;margin:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:6px 16px;margin:16px 0}dt{color:var(--soft)}dd{margin:0}
.text{white-space:pre-line}
form{display:grid;gap:14px;max-width:420px}
label{display:grid;gap:4px;font-weight:600}input,textarea{font:inherit;padding:9px;border:1px solid #b9c6c6;border-radius:6px}
@media(max-width:760px){.item{grid-template-columns:1fr}header{flex-wrap:wrap}}
`;
