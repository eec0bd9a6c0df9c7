"""A short article in each of 30 languages, with a question that it answers."""

from typing import NamedTuple


class ShortArticle(NamedTuple):
    """A town's bridge was opened; `question` asks by whom."""

    language: str
    town: str
    text: str
    question: str


ARTICLES = (
    ShortArticle(
        language="ar",
        town="طنجة",
        text="افتتحت العمدة ليلى حداد الجسر الجديد في طنجة يوم 12 مايو 2019. يبلغ طول الجسر "
        "300 متر.",
        question="من افتتح الجسر الجديد في طنجة؟",
    ),
    ShortArticle(
        language="bg",
        town="Пловдив",
        text="Новият мост в Пловдив беше открит от кмета Иван Петров на 12 май 2019 г. Той е "
        "дълъг 300 метра.",
        question="Кой откри новия мост в Пловдив?",
    ),
    ShortArticle(
        language="cs",
        town="Olomouci",
        text="Nový most v Olomouci otevřela starostka Jana Nováková 12. května 2019. Měří 300 "
        "metrů.",
        question="Kdo otevřel nový most v Olomouci?",
    ),
    ShortArticle(
        language="da",
        town="Aarhus",
        text="Den nye bro i Aarhus blev åbnet af borgmester Mette Jensen den 12. maj 2019. "
        "Broen er 300 meter lang.",
        question="Hvem åbnede den nye bro i Aarhus?",
    ),
    ShortArticle(
        language="de",
        town="Musterstadt",
        text="Die neue Brücke in Musterstadt eröffnete Bürgermeisterin Anna Schmidt am 12. "
        "Mai 2019. Sie ist 300 Meter lang.",
        question="Wer eröffnete die neue Brücke in Musterstadt?",
    ),
    ShortArticle(
        language="el",
        town="Λάρισα",
        text="Η δήμαρχος Μαρία Παπαδοπούλου εγκαινίασε τη νέα γέφυρα στη Λάρισα στις 12 Μαΐου "
        "2019. Η γέφυρα έχει μήκος 300 μέτρα.",
        question="Ποιος εγκαινίασε τη νέα γέφυρα στη Λάρισα;",
    ),
    ShortArticle(
        language="en",
        town="Springfield",
        text="Mayor Emily Carter opened the new bridge in Springfield on 12 May 2019. It is "
        "300 metres long.",
        question="Who opened the new bridge in Springfield?",
    ),
    ShortArticle(
        language="es",
        town="Zaragoza",
        text="La alcaldesa Carmen Ruiz inauguró el nuevo puente de Zaragoza el 12 de mayo de "
        "2019. El puente mide 300 metros.",
        question="¿Quién inauguró el nuevo puente de Zaragoza?",
    ),
    ShortArticle(
        language="fa",
        town="شیراز",
        text="شهردار مریم کریمی پل تازهٔ شیراز را در ۱۲ مه ۲۰۱۹ افتتاح کرد. این پل ۳۰۰ متر "
        "طول دارد.",
        question="چه کسی پل تازهٔ شیراز را افتتاح کرد؟",
    ),
    ShortArticle(
        language="fi",
        town="Tampereen",
        text="Pormestari Aino Virtanen avasi Tampereen uuden sillan 12. toukokuuta 2019. "
        "Silta on 300 metriä pitkä.",
        question="Kuka avasi Tampereen uuden sillan?",
    ),
    ShortArticle(
        language="fr",
        town="Grenoble",
        text="La maire Camille Dubois a inauguré le nouveau pont de Grenoble le 12 mai 2019. "
        "Le pont mesure 300 mètres.",
        question="Qui a inauguré le nouveau pont de Grenoble ?",
    ),
    ShortArticle(
        language="he",
        town="חיפה",
        text="ראש העיר דנה לוי חנכה את הגשר החדש בחיפה ב-12 במאי 2019. אורך הגשר 300 מטר.",
        question="מי חנכה את הגשר החדש בחיפה?",
    ),
    ShortArticle(
        language="hi",
        town="जयपुर",
        text="महापौर सुनीता शर्मा ने 12 मई 2019 को जयपुर में नए पुल का उद्घाटन किया। पुल 300 मीटर लंबा है।",
        question="जयपुर में नए पुल का उद्घाटन किसने किया?",
    ),
    ShortArticle(
        language="hu",
        town="szegedi",
        text="A szegedi új hidat Kovács Anna polgármester avatta fel 2019. május 12-én. A híd "
        "300 méter hosszú.",
        question="Ki avatta fel a szegedi új hidat?",
    ),
    ShortArticle(
        language="it",
        town="Bologna",
        text="La sindaca Giulia Rossi ha inaugurato il nuovo ponte di Bologna il 12 maggio "
        "2019. Il ponte è lungo 300 metri.",
        question="Chi ha inaugurato il nuovo ponte di Bologna?",
    ),
    ShortArticle(
        language="ja",
        town="仙台",
        text="仙台の新しい橋は2019年5月12日に山田花子市長によって開通した。橋の長さは300メートルである。",
        question="仙台の新しい橋は誰によって開通しましたか。",
    ),
    ShortArticle(
        language="ko",
        town="대전",
        text="대전의 새 다리는 2019년 5월 12일 김민지 시장이 개통했다. 다리의 길이는 300미터이다.",
        question="대전의 새 다리는 누가 개통했습니까?",
    ),
    ShortArticle(
        language="nl",
        town="Utrecht",
        text="De nieuwe brug in Utrecht werd op 12 mei 2019 geopend door burgemeester Sanne "
        "de Vries. De brug is 300 meter lang.",
        question="Wie opende de nieuwe brug in Utrecht?",
    ),
    ShortArticle(
        language="no",
        town="Trondheim",
        text="Den nye broen i Trondheim ble åpnet av ordfører Ingrid Hansen 12. mai 2019. "
        "Broen er 300 meter lang, og den går over elven.",
        question="Hvem åpnet den nye broen i Trondheim?",
    ),
    ShortArticle(
        language="pl",
        town="Gdańsku",
        text="Nowy most w Gdańsku otworzyła prezydent Zofia Kowalska 12 maja 2019 roku. Most "
        "ma 300 metrów długości.",
        question="Kto otworzył nowy most w Gdańsku?",
    ),
    ShortArticle(
        language="pt",
        town="Coimbra",
        text="A nova ponte de Coimbra foi inaugurada pela presidente Inês Carvalho em 12 de "
        "maio de 2019. A ponte tem 300 metros.",
        question="Quem inaugurou a nova ponte de Coimbra?",
    ),
    ShortArticle(
        language="ro",
        town="Timișoara",
        text="Primarul Ioana Popescu a inaugurat noul pod din Timișoara pe 12 mai 2019. Podul "
        "are o lungime de 300 de metri.",
        question="Cine a inaugurat noul pod din Timișoara?",
    ),
    ShortArticle(
        language="ru",
        town="Самаре",
        text="Новый мост в Самаре открыла мэр Ольга Иванова 12 мая 2019 года. Длина моста "
        "составляет 300 метров.",
        question="Кто открыл новый мост в Самаре?",
    ),
    ShortArticle(
        language="sv",
        town="Malmö",
        text="Den nya bron i Malmö invigdes av borgmästaren Karin Lindqvist den 12 maj 2019. "
        "Bron är 300 meter lång.",
        question="Vem invigde den nya bron i Malmö?",
    ),
    ShortArticle(
        language="ta",
        town="மதுரையில்",
        text="மதுரையில் புதிய பாலத்தை மேயர் கவிதா ராமன் 2019 மே 12 அன்று திறந்து வைத்தார். "
        "பாலத்தின் நீளம் 300 மீட்டர்.",
        question="மதுரையில் புதிய பாலத்தை யார் திறந்து வைத்தார்?",
    ),
    ShortArticle(
        language="th",
        town="เชียงใหม่",
        text="นายกเทศมนตรีสมหญิง ใจดี เปิดสะพานใหม่ที่เชียงใหม่เมื่อวันที่ 12 พฤษภาคม 2562 สะพานยาว 300 เมตร",
        question="ใครเปิดสะพานใหม่ที่เชียงใหม่",
    ),
    ShortArticle(
        language="tr",
        town="Bursa",
        text="Bursa'daki yeni köprüyü 12 Mayıs 2019'da belediye başkanı Elif Kaya açtı. Köprü "
        "300 metre uzunluğunda.",
        question="Bursa'daki yeni köprüyü kim açtı?",
    ),
    ShortArticle(
        language="uk",
        town="Полтаві",
        text="Новий міст у Полтаві відкрила міська голова Оксана Шевченко 12 травня 2019 "
        "року. Довжина моста становить 300 метрів.",
        question="Хто відкрив новий міст у Полтаві?",
    ),
    ShortArticle(
        language="vi",
        town="Đà Nẵng",
        text="Cây cầu mới ở Đà Nẵng được thị trưởng Nguyễn Thị Hoa khánh thành ngày 12 tháng "
        "5 năm 2019. Cầu dài 300 mét.",
        question="Ai đã khánh thành cây cầu mới ở Đà Nẵng?",
    ),
    ShortArticle(
        language="zh",
        town="成都",
        text="成都的新大桥于2019年5月12日由市长王丽剪彩通车。大桥全长300米。",
        question="谁为成都的新大桥剪彩？",
    ),
)
