#include <QTemporaryFile>
#include <QTest>

#include <remote/far_program.h>

using namespace tapscope;

/// How another machine is named and reached.
class FarProgramTest : public QObject {
    Q_OBJECT

private slots:
    void machinesAreNamedAsUrls_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("destination");
        QTest::addColumn<QString>("port");
        QTest::newRow("user and host") << "ssh://me@host" << "me@host" << "";
        QTest::newRow("port") << "ssh://host:2222/" << "host" << "2222";
        QTest::newRow("IPv6") << "ssh://me@[2001:db8::1]:22" << "me@2001:db8::1" << "22";
        QTest::newRow("without a scheme") << "me@host" << "me@host" << "";
    }
    void machinesAreNamedAsUrls() {
        QFETCH(const QString, text);
        QFETCH(const QString, destination);
        QFETCH(const QString, port);
        const auto machine = Machine::parse(text.toStdString());
        QVERIFY(machine);
        QCOMPARE(QString::fromStdString(machine->destination), destination);
        QCOMPARE(QString::fromStdString(machine->port), port);
        const auto again = Machine::parse(machine->text());
        QVERIFY(again && again->destination == machine->destination && again->port == machine->port);
    }

    void invalidMachineNamesAreRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("a device") << "ssh://host/tap0";
        QTest::newRow("an option") << "ssh://-oProxyCommand=x";
        QTest::newRow("nothing") << "ssh://";
        QTest::newRow("a user alone") << "ssh://me@";
        QTest::newRow("a port in words") << "ssh://host:ssh";
        QTest::newRow("an open bracket") << "ssh://[2001:db8::1";
    }
    void invalidMachineNamesAreRefused() {
        QFETCH(const QString, text);
        const auto machine = Machine::parse(text.toStdString());
        QVERIFY(!machine);
        QCOMPARE(machine.error().kind, ErrorKind::Invalid);
    }

    void sshsErrorsAreToldInPlainWords_data() {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("login") << QByteArray("me@host: Permission denied (publickey).")
                               << QByteArray("the login was refused (me@host: Permission denied (publickey).)");
        QTest::newRow("name") << QByteArray("ssh: Could not resolve hostname nowhere: Name or service not known")
                              << QByteArray("there is no host with that name");
        QTest::newRow("sudo") << QByteArray("sudo: a password is required")
                              << QByteArray("sudo asks for a password there");
        QTest::newRow("other") << QByteArray("something else") << QByteArray("something else");
        QTest::newRow("nothing") << QByteArray() << QByteArray("it ended at once");
    }
    void sshsErrorsAreToldInPlainWords() {
        QFETCH(const QByteArray, said);
        QFETCH(const QByteArray, told);
        QTemporaryFile file;
        QVERIFY(file.open() && file.write(said) == said.size() && file.seek(0));
        ErrorOutput errors;
        static_cast<void>(errors.read(file.handle()));
        const Error error = farError({.destination = "me@host", .port = {}}, errors, "it ended at once");
        QVERIFY2(QByteArray::fromStdString(error.text()).contains(told), error.text().c_str());
    }
};

QTEST_APPLESS_MAIN(FarProgramTest)
#include "far_program_test.moc"
