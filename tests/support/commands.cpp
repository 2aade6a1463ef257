#include <support/commands.h>

#include <QJsonDocument>
#include <QProcess>

namespace tapscope::test {

Ran run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished())
        qFatal("%s did not end: %s", qPrintable(program), qPrintable(process.errorString()));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QJsonArray ip(const QStringList& arguments) {
    return QJsonDocument::fromJson(run(QStringLiteral("ip"), QStringList{"-d", "-j", "-s"} + arguments).out).array();
}

QJsonObject ipDevice(const QString& name) {
    for (const auto& device : ip({"address", "show", "dev", name})) {
        if (device.toObject().value("ifname").toString() == name)
            return device.toObject();
    }
    return {};
}

QStringList ipAddresses(const QString& name) {
    QStringList addresses;
    for (const auto& entry : ipDevice(name).value("addr_info").toArray()) {
        const QJsonObject address = entry.toObject();
        if (address.value("scope").toString() != "link")
            addresses << QStringLiteral("%1/%2")
                             .arg(address.value("local").toString())
                             .arg(address.value("prefixlen").toInt());
    }
    return addresses;
}

} // namespace tapscope::test
