"""Texts that mean something to a program, and must mean nothing on a paper."""

TEXTS = {
    "typst": '#include "/etc/passwd" #panic() $x^2$ = *dậm* _nghiêng_ @ref <a> \\u{0}',
    "jinja": "{{7*7}} {% for x in y %} {#c#} {_{ {{r run }} {%p if %} {_% %_}",
    "html": "<script>alert(1)</script> &amp; & < > \" ' ]]> <w:br/>",
    "list": "1. một\n- hai\n+ ba\n= bốn\n/ năm: sáu",
    "long word": "a" * 1000,
    "right to left": "trước \u202esau\u202c \u2067giữa\u2069 \u200fcuối",
    "emoji": "Chúc mừng 🎉👨\u200d👩\u200d👧 ☎\ufe0f hết",
    "foreign": "العربية 漢字 ไทย हिन्दी",
    "control": "a\x00b\x07c\x0bd\x0ce\x1bf\u2028g\ufffeh\ud800i",
    "decomposed": "Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031b\u0300ng",
    "spaces": "a    b\t\tc\u00a0d\u3000e",
    "empty": "",
    "blank": "   \n  ",
    "formula": "=HYPERLINK(1) +84 -1 @x",
    "card": "CCCD 001 203 004 567, 001203004567",
}
