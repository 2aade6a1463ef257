#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <support/commands.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <objects/captured_objects.h>
#include <objects/content_coding.h>
#include <objects/object_files.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tapscope;

/// Objects of captures, compared with tshark --export-objects, and the names of their files.
class ObjectsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PluginHost> plugins_;
    QTemporaryDir folder_;

    std::vector<CapturedObject> objectsOf(const QString& file, ObjectProtocol protocol) {
        auto store = FileStore::open(file.toStdString());
        if (!store || !(*store)->index())
            qFatal("cannot read it");
        auto found = collectObjects({.store = *store, .registry = &plugins_->decoders()}, protocol);
        if (!found)
            qFatal("%s", found.error().text().c_str());
        return std::move(found->objects);
    }
    static QList<QByteArray> contents(const QString& folder) {
        QList<QByteArray> all;
        for (const QString& name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
            QFile file(QDir(folder).filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(name));
            all << file.readAll();
        }
        std::ranges::sort(all);
        return all;
    }

private slots:
    void initTestCase() { plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR}); }

    void tsharkFindsTheSame_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("which");
        QTest::newRow("HTTP") << "stream-http.pcap" << "http" << static_cast<int>(ObjectProtocol::Http);
    }
    void tsharkFindsTheSame() {
        QFETCH(const QString, capture);
        QFETCH(const QString, protocol);
        QFETCH(const int, which);
        const QString file = TAPSCOPE_SOURCE_DIR "/tests/captures/" + capture;
        const QString theirs = folder_.filePath("theirs-" + protocol), ours = folder_.filePath("ours-" + protocol);
        QVERIFY(QDir().mkpath(ours));
        test::run("tshark", {"-r", file, "-q", "--export-objects", protocol + "," + theirs});
        std::size_t number = 0;
        for (const auto& object : objectsOf(file, static_cast<ObjectProtocol>(which))) {
            const auto saved = saveObject(object, ++number, ours.toStdString());
            QVERIFY2(saved.has_value(), saved ? "" : saved.error().text().c_str());
        }
        QVERIFY(number > 0);
        QCOMPARE(contents(ours), contents(theirs));
    }

    void namesFromTheNetworkAreHarmless_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("plain") << QByteArray("logo.png") << QByteArray("logo.png");
        QTest::newRow("nothing") << QByteArray() << QByteArray("object7");
        QTest::newRow("the folder above") << QByteArray("..") << QByteArray("object7");
        QTest::newRow("a path") << QByteArray("../../etc/passwd") << QByteArray("_..%2f..%2fetc%2fpasswd");
        QTest::newRow("another system's path") << QByteArray("C:\\x") << QByteArray("C%3a%5cx");
        QTest::newRow("hidden") << QByteArray(".bashrc") << QByteArray("_.bashrc");
        QTest::newRow("an option") << QByteArray("-rf") << QByteArray("_-rf");
        QTest::newRow("a query") << QByteArray("a?b=c") << QByteArray("a%3fb=c");
        QTest::newRow("control") << QByteArray("a\n\x1b[31m") << QByteArray("a%0a%1b[31m");
        QTest::newRow("long") << QByteArray(5000, 'x') << QByteArray(200, 'x');
        QTest::newRow("long, in the middle of a character")
            << QByteArray(199, 'x') + "\xc3\xa4" << QByteArray(199, 'x');
    }
    void namesFromTheNetworkAreHarmless() {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(objectFileName(name.toStdString(), 7)), expected);
    }

    void contentCodingsAreRemoved_data() {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("body");
        const QByteArray deflated = QByteArray::fromHex("cb48cdc9c957c84027b900");
        const QByteArray gzipped =
            QByteArray::fromHex("1f8b0800000000000203") + deflated + QByteArray::fromHex("0088590b18000000");
        QTest::newRow("gzip") << QByteArray("gzip") << gzipped;
        QTest::newRow("x-gzip, in capitals") << QByteArray("X-GZIP") << gzipped;
        QTest::newRow("deflate") << QByteArray("deflate")
                                 << QByteArray::fromHex("789c") + deflated + QByteArray::fromHex("70be08bb");
        QTest::newRow("deflate without a header") << QByteArray("deflate") << deflated;
        QTest::newRow("cut short") << QByteArray("gzip") << gzipped.chopped(8);
    }
    void contentCodingsAreRemoved() {
        QFETCH(const QByteArray, coding);
        QFETCH(const QByteArray, body);
        const Bytes bytes = std::as_bytes(std::span(body.constData(), static_cast<std::size_t>(body.size())));
        const std::string_view name(coding.constData(), static_cast<std::size_t>(coding.size()));
        const auto decoded = decodedContent(bytes, name, 100);
        QVERIFY(decoded.has_value());
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(decoded->data()), static_cast<qsizetype>(decoded->size())),
                 QByteArray("hello hello hello hello\n"));
        QVERIFY(!decodedContent(bytes, name, 10)); // the result would be larger than that
        QVERIFY(!decodedContent(bytes, "br", 100));
    }

    void nothingIsReplacedAndNoLinkIsFollowed() {
        const QString place = folder_.filePath("place");
        QVERIFY(QDir().mkpath(place));
        const QString secret = folder_.filePath("secret");
        QVERIFY(symlink(secret.toLocal8Bit(), (place + "/a.txt").toLocal8Bit()) == 0);
        CapturedObject object{.name = "a.txt", .bytes = std::vector<std::byte>(3, std::byte{'x'})};
        QCOMPARE(saveObject(object, 1, place.toStdString()).value(), std::string("a(1).txt"));
        QCOMPARE(saveObject(object, 2, place.toStdString()).value(), std::string("a(2).txt"));
        QVERIFY(!QFile::exists(secret));
        QVERIFY(!saveObject(object, 3, folder_.filePath("absent").toStdString()));
    }
};

QTEST_GUILESS_MAIN(ObjectsTest)
#include "objects_test.moc"
