"""Which characters the packaged fonts hold: what a report of a Chinese office may print, place and person names too."""

from __future__ import annotations

__all__ = ["characters"]

# Signs that reports and charts use and GB2312 lacks: dashes, quotation marks, minus, circled and Roman numerals, units.
_SIGNS = "−–—‐‘’“”…‰·•€￥¥×÷±≤≥≠≈√∞→←↑↓▲△▼▽●○■□◆◇★☆㎡㎞㎝㎏℃〇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
# Traditional forms met in published tables and in mirrors of newspapers.
_TRADITIONAL = "萬億兩負貳個幾還講請問調組織達員執業師專職類務訴訟為復議長糾錯訓場農項傳動舉辦報"
_TRADITIONAL += "會聽眾顧辯護與過紛複數總統發機經塊"
# Of the Table of General Standard Chinese Characters (通用规范汉字表, State Council 2013), level 3: the characters of
# surnames, given names and place names (硚口, 浉河, 镕, 喆) that GB2312 lacks and Unicode keeps in its basic plane.
_NAMES = """
㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㥄㧑㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸌㺄㻬㽏㿠䂮䃅䃎䅟䌹䎃䎖䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣
䝙䢺䢼䣘䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮乸亸亹伈伋伣伭伾佁佖佸佺佽侁侂侘侴侹俍俙俫倓倕倞倧倴倻偁偓偡偭偰偲傃傉傒傕僇僎
僔儦儳儴冏冔冮凓凘刬剅剕剟劄勍勔勚勠匼卬厖叇叕叚呇咇咉咍咡咥咺哃哢哱唝啫啴喆喤噀噂噇嚚嚭囷圌圐圙圢圫圲坉坋坒
坥坬坰坽垈垍垎垏垕垙垚垞垟垯垵垺垾垿埆埇埌埗埪埫埼堃堌堎堐堧堨堲堼堽堾塅塝塱墈墐墕墘墡墣墦壸夐奓奡妘妧妭姈姞
姤姱姶姽娀娵婌婍婘婞婠婤婫婳婻婼媂媄媆媓媖媞媱嫄嫕嫪嫭嫽嬛嬥嬬嬿孅孖宧宬寁尨尪屃屼屾岊岞岠岨峂峃峗峘峛峧峱峿
崀崁崄崌崒崟崡崶崿嵁嵅嵚嵲嶅嶍嶒嶓嶟嶦嶲巇帡帨幖幪庤庱庼廆廋廙弆弇弢弨弶弸彟徛忞忳忺恔悆悈悢悰惎惔惙惛愃愐愭
慆慥慬慭憕憙憭憺戣戭扂扅扆扊扞扺扽挓掞揕搒摏摛摴擿攽敔敩斝斠斶旐旞旴旵旿昄昇昈昒昡昣昤昪昫昳昺昽晅晊晐晙晢晪
晫晱暅暕暲暵暶暿曈曌朏朓朳朸杄杕杙杧枅枍枲枹柊柖柷栐栒栴栻桯桲桹梌梠梣梴梼梽梾棐棓棤棨棪棫棬棽椀椆椑椓椸楒楙
楩楪榃榅榑榰槃槚槜槱橑橞橦檞櫆欂欻歅殣毌毐氾氿汈汋汧汫汭沄沇沘沺泂泃泇泙泚泜洈洑洓洘洢洣洨洭洴洸洺洿浉浐浛浟
浡浬浭浰浲涄涍涐涘涢涴淏淜淟淯淴渟渰渼湑湝湣湴溁溇溍溚溞溠溦溵溹滆滉滍滘滧漈漋漖漦漴漷漹漻漼潏潖潩潵潽潾澂澛
澪澭澴澼澽濋濩瀌瀍瀔瀱瀼灈炆炌炟炣烔烝烠烶烺烻焆焌焞煁煃煋煓煟煴熇熛熻燊燋燏燚爇爔爚爟牚牥牻犇犨狉狝猄猇猯猰
猺玃玒玓玘玚玞玤玱玶玹玼玿珅珇珋珌珒珕珖珛珝珢珦珪珫珵珷珸珹珺珽琀琄琈琎琔琟琡琭琲瑀瑂瑃瑅瑆瑑瑓瑔瑖瑝瑢瑧瑨
瑬瑱瑳璆璒璥璬璮璱璲瓀瓖瓻甗甡甦甪畖畤畬畯疁疍疐疢痓癗癿皕皛皞皦皭盦盷睎瞫矞矰矻矼砄砆砠砫砮砵硁硊硍硔硙硚硿
碃碈碏碨碶磏磜磡磹磻礌礵祃祊祋祏祐祕祲祼禋禒禔禘禛禤秬稌稑稙穄穙穜穟窅窊窎竘竫笯筀筜筤筥筦筶筼箖篯簃簉簕簝簠
簰籥糒糵絜縢繄纮纻纼绖绤绹缊缐缞罍罶羓羕羖羱翀翂翃翈翙翛翯翷翾耇耏耑耤耰肸胈胠胣脟脩脿腒腘腨腯臑舠舥舲艅艎芃
芠芣苉苧苾茋茝茽荁荄荓荖荙莙莝莿菂菉菍菼萚萣萩萳萹葎葖葰葴蒄蒐蒨蒱蒻蓂蓇蓏蓢蔀蔃蔈蔊蕗蕰薁薢薳薸薿藟藦藨蘘虒
虓虤虷虸蚄蚆蚲蛃蜎蜐蝘蝲螣螱蟏蟫蠋衃衎衒衠袆袗袪袯裈裛褕褯襕襚襜襫觃觟觭觱觿訄詟讱讻诇诐谞谼谿豮貆赑赒赗赪趯
跂跱踦踶蹅蹐蹜蹢轪辀辌辒辿迺逴遆遹邘邠邨邲邽邿郃郈郚郪鄀鄃鄅鄌鄑鄗鄘鄚鄜鄠鄫酂酅酦酺醨醾釐钖钘铏铚锧锳锽镃镈
镋镕镮阘陎陑陞隃隩隺雊霅靬靽鞁鞮鞳韂韨颋飏飐飔飗饳饻馉馌馝馞馧驲骃骉骍骕骙骦髃髎髢髽鬒鬘鬶鬷魋鱽鱾鲃鲉鲊鲌鲏
鲖鲗鲘鲙鲝鲪鲬鲯鲹鲾鲿鳁鳂鳈鳉鳑鳒鳚鳛鳠鳡鳣鳤鸤鸧鸰鸼鹀鹍鹒鹔鹖鹙鹝鹟鹠鹡鹢鹯鹲鹴麀麑麖麹黇黡鼒鼩鼫鼱齇龁龂
龢鿍鿎鿏
"""
_NAMES += "塆氹栟旻濛啰瞭囍頔"  # and some of levels 1 and 2


def characters() -> set[int]:
    """Give the code points of the fonts: Latin-1, GB2312 and the lists above.

    Examples
    --------
    >>> {ord(sign) for sign in "街①−硚犇"} <= characters()
    True
    """
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    wanted |= {ord(sign) for sign in _SIGNS + _TRADITIONAL + _NAMES if sign != "\n"}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:  # a hole in the standard's grid
                continue
    return wanted
