#include <support/commands.h>

#include <QJsonDocument>

#include <csignal>

namespace tapscope::test {

namespace {

Ran waitFor(QProcess& process) {
    if (process.state() != QProcess::NotRunning && !process.waitForFinished())
        qFatal("%s did not end: %s", qPrintable(process.program()), qPrintable(process.errorString()));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

Ran run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return waitFor(process);
}

RunningProgram::RunningProgram(const QString& program, const QStringList& arguments) {
    process_.start(program, arguments);
    if (!process_.waitForStarted())
        qFatal("%s did not start: %s", qPrintable(program), qPrintable(process_.errorString()));
}

RunningProgram::~RunningProgram() {
    process_.kill();
    process_.waitForFinished();
}

Ran RunningProgram::interrupt() {
    kill(static_cast<pid_t>(pid()), SIGINT);
    return waitFor(process_);
}

Ran RunningProgram::finish() {
    return waitFor(process_);
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

QJsonObject ipKindData(const QString& name) {
    return ipDevice(name).value("linkinfo").toObject().value("info_data").toObject();
}

bool bringUpQuiet(const QString& name, const QStringList& settings) {
    // In two steps: given both at once, the kernel switches the device on before it reads the mode, and a device with
    // a carrier then gets an address.
    return run("ip", QStringList{"link", "set", name, "addrgenmode", "none"} + settings).status == 0 &&
           run("ip", {"link", "set", name, "up"}).status == 0;
}

bool carriesFrames(const QString& name) {
    const QJsonObject device = ipDevice(name);
    return device.value("operstate").toString() == "UP" && device.value("flags").toArray().contains("LOWER_UP");
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
