-- Product groups beside the record: what they are called elsewhere, and which are of one family. It is no fact of the record.
--
-- | name | one row |
-- |---|---|
-- | product_names | product group of the initiative: other common names, in English, French, Spanish, Russian, Chinese and Arabic |
-- | product_families | product group that is one crop: its botanical family |
-- | relatives_of | another product group of the family of one |
-- | product_spellings | product group and spelling: its code, its name and the parts of it, the words of sources, other names |
-- | names_it | (a value) whether a text names one of several words as a word of its own, or as a plural of it |
--
-- NAMES and FAMILIES are the compiler's, from general knowledge of plants: no source on record says them, and every screen that shows a
-- family says so. A group that is no single crop (honey, harissa, fisheries) has none.

create macro product_names() as table
    from (values
            ('amaranth', ['amarante', 'amaranto', 'амарант', '苋菜', 'قطيفة']),
            ('apricot', ['abricot', 'albaricoque', 'damasco', 'абрикос', '杏', 'مشمش']),
            ('avocado', ['avocat', 'aguacate', 'palta', 'авокадо', '鳄梨', '牛油果', 'أفوكادو']),
            ('banana', ['banane', 'banano', 'plátano', 'банан', '香蕉', 'موز']),
            ('breadfruit', ['fruit à pain', 'fruta del pan', 'árbol del pan', 'хлебное дерево', '面包果', 'خبز الشجر']),
            ('camel-milk', ['lait de chamelle', 'leche de camella', 'верблюжье молоко', '骆驼奶', 'حليب الإبل']),
            ('cardamom', ['cardamome', 'cardamomo', 'кардамон', '豆蔻', 'هيل']),
            ('carob', ['caroube', 'algarroba', 'рожковое дерево', '角豆', 'خروب']),
            ('cashew', ['anacarde', 'noix de cajou', 'cajou', 'anacardo', 'marañón', 'caju', 'кешью', '腰果', 'كاجو']),
            ('cassava', ['manioc', 'yuca', 'mandioca', 'маниок', 'кассава', '木薯', 'كسافا']),
            ('chestnut', ['châtaigne', 'marron', 'castaña', 'каштан', '栗子', 'كستناء']),
            ('chili', ['chilli', 'chile pepper', 'piment', 'chile', 'ají', 'чили', '辣椒', 'فلفل حار']),
            ('cocoa', ['cacao', 'kakao', 'какао', '可可', 'كاكاو']),
            ('coconut', ['noix de coco', 'coco', 'кокос', '椰子', 'جوز الهند']),
            ('coffee', ['café', 'кофе', '咖啡', 'بن', 'قهوة']),
            ('date-palm', ['palmier dattier', 'dattes', 'date fruit', 'palma datilera', 'dátil', 'финиковая пальма', 'финик', '椰枣', 'نخيل التمر', 'تمور']),
            ('figs', ['figue', 'higo', 'инжир', '无花果', 'تين']),
            ('ginger', ['gingembre', 'jengibre', 'имбирь', '姜', 'زنجبيل']),
            ('honey', ['miel', 'мёд', '蜂蜜', 'عسل']),
            ('jackfruit', ['jacquier', 'jaque', 'kathal', 'nangka', 'yaca', 'джекфрут', '菠萝蜜', 'جاك فروت']),
            ('kava', ['kawa', 'yaqona', 'kava', 'кава', '卡瓦', 'كافا']),
            ('mango', ['mangue', 'mango', 'манго', '芒果', 'مانجو']),
            ('millets', ['millet', 'mil', 'mijo', 'просо', '小米', 'دخن']),
            ('olives', ['olive', 'aceituna', 'oliva', 'оливки', '橄榄', 'زيتون']),
            ('onion', ['oignon', 'cebolla', 'лук', '洋葱', 'بصل']),
            ('potato', ['pomme de terre', 'papa', 'patata', 'картофель', '马铃薯', '土豆', 'بطاطس']),
            ('poultry', ['volaille', 'chicken', 'aves de corral', 'pollo', 'птица', '家禽', 'دواجن']),
            ('pulses-chickpea', ['pois chiche', 'chickpeas', 'garbanzo', 'legumbres', 'нут', '鹰嘴豆', 'حمص']),
            ('quinoa', ['quinoa', 'quinua', 'киноа', '藜麦', 'كينوا']),
            ('rice', ['riz', 'paddy', 'arroz', 'рис', '水稻', '大米', 'أرز']),
            ('saffron', ['safran', 'azafrán', 'шафран', '藏红花', 'زعفران']),
            ('sorghum', ['sorgho', 'sorgo', 'сорго', '高粱', 'ذرة رفيعة']),
            ('soybean', ['soja', 'soya', 'soya bean', 'соя', '大豆', 'فول الصويا']),
            ('sugar-cane-panela', ['canne à sucre', 'sugarcane', 'jaggery', 'caña de azúcar', 'rapadura', 'сахарный тростник', '甘蔗', 'قصب السكر']),
            ('sweet-cherry', ['cerise', 'cereza', 'черешня', '樱桃', 'كرز']),
            ('sweet-yam', ['igname', 'ñame', 'ямс', '山药', 'يام']),
            ('table-grapes', ['raisin de table', 'grapes', 'uva de mesa', 'столовый виноград', '鲜食葡萄', 'عنب المائدة']),
            ('tambaqui-fish', ['tambaqui', 'cachama', 'pacu noir', 'gamitana', 'тамбаки', '大盖巨脂鲤']),
            ('taro', ['taro', 'dasheen', 'malanga', 'таро', '芋头', 'قلقاس']),
            ('tea', ['thé', 'té', 'чай', '茶', 'شاي']),
            ('teff', ['tef', 't''ef', 'тефф', '苔麸', 'تيف']),
            ('turmeric', ['curcuma', 'cúrcuma', 'куркума', '姜黄', 'كركم']),
            ('vanilla', ['vanille', 'vainilla', 'ваниль', '香草', 'فانيليا']),
            ('walnut', ['noix', 'nuez', 'грецкий орех', '核桃', 'جوز'])
    ) as names (product_id, called);

create macro product_families() as table
    from (values
            ('amaranth', 'Amaranthaceae'),
            ('quinoa', 'Amaranthaceae'),
            ('apricot', 'Rosaceae'),
            ('sweet-cherry', 'Rosaceae'),
            ('avocado', 'Lauraceae'),
            ('banana', 'Musaceae'),
            ('breadfruit', 'Moraceae'),
            ('jackfruit', 'Moraceae'),
            ('figs', 'Moraceae'),
            ('cardamom', 'Zingiberaceae'),
            ('ginger', 'Zingiberaceae'),
            ('turmeric', 'Zingiberaceae'),
            ('carob', 'Fabaceae'),
            ('pulses-chickpea', 'Fabaceae'),
            ('soybean', 'Fabaceae'),
            ('cashew', 'Anacardiaceae'),
            ('mango', 'Anacardiaceae'),
            ('cassava', 'Euphorbiaceae'),
            ('chestnut', 'Fagaceae'),
            ('chilgoza-pine-nut', 'Pinaceae'),
            ('chili', 'Solanaceae'),
            ('potato', 'Solanaceae'),
            ('cocoa', 'Malvaceae'),
            ('coconut', 'Arecaceae'),
            ('date-palm', 'Arecaceae'),
            ('coffee', 'Rubiaceae'),
            ('kava', 'Piperaceae'),
            ('olives', 'Oleaceae'),
            ('onion', 'Amaryllidaceae'),
            ('millets', 'Poaceae'),
            ('rice', 'Poaceae'),
            ('sorghum', 'Poaceae'),
            ('sugar-cane-panela', 'Poaceae'),
            ('teff', 'Poaceae'),
            ('saffron', 'Iridaceae'),
            ('sweet-yam', 'Dioscoreaceae'),
            ('table-grapes', 'Vitaceae'),
            ('taro', 'Araceae'),
            ('tea', 'Theaceae'),
            ('vanilla', 'Orchidaceae'),
            ('walnut', 'Juglandaceae')
    ) as families (product_id, family);

create macro relatives_of(code) as table
    select others.product_id, others.family
    from product_families() as own
    join product_families() as others using (family)
    where own.product_id = code and others.product_id <> code;

-- `is_of_record`: the record itself, or a source in it, spells it so
create macro product_spellings() as table
    with told as (
        select product_id, product_id as spelling, true as is_of_record from products
        union all select product_id, name, true from products
        union all select product_id, trim(unnest(string_split_regex(name, '[/()]'))), true from products
        union all select product_id, product, true from initiative.product_claims
        union all select product_id, unnest(called), false from product_names()
    )
    select product_id, spelling, bool_or(is_of_record) as is_of_record
    from told
    where length(spelling) > 0 and spelling <> 'unspecified'
    group by product_id, spelling;

-- words parted by one blank, with one before and after
create macro spaced(given_text) as ' ' || trim(regexp_replace(lower(given_text), '[^\pL\pN]+', ' ', 'g')) || ' ';
-- a word as such and in its plural or singular: berry berries, fig figs, mango mangoes
create macro with_plural(word) as
    list_transform(
        [word, word || 's', word || 'es', regexp_replace(word, 'y$', 'ies'), regexp_replace(word, 's$', '')],
        lambda form: spaced(form));
create macro names_it(given_text, words) as
    len(list_filter(flatten(list_transform(words, lambda word: with_plural(word))), lambda form: contains(spaced(given_text), form))) > 0;
