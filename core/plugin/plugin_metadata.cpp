#include <plugin/plugin.h>
#include <plugin/plugin_metadata.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QPluginLoader>

namespace tapscope {

QString readPluginMetadata(const QPluginLoader& loader, PluginRecord& record) {
    const QJsonObject whole = loader.metaData();
    if (whole.isEmpty())
        return QStringLiteral("it is not a plugin library, or it was built with another Qt version");
    const QString interface = whole.value(QLatin1String("IID")).toString();
    constexpr QLatin1String name(TAPSCOPE_PLUGIN_NAME);
    if (!interface.startsWith(name))
        return QStringLiteral("it is a plugin of another program");
    const QJsonObject ours = whole.value(QLatin1String("MetaData")).toObject();
    record.id = ours.value(QLatin1String("id")).toString();
    record.version = ours.value(QLatin1String("version")).toString();
    record.kind = ours.value(QLatin1String("kind")).toString();
    record.licence = ours.value(QLatin1String("licence")).toString();
    record.summary = ours.value(QLatin1String("summary")).toString();
    for (const auto& role : ours.value(QLatin1String("roles")).toArray())
        record.roles << role.toString();
    record.icon = ours.value(QLatin1String("icon")).toString();
    if (record.id.isEmpty())
        return QStringLiteral("its metadata has no id");
    if (const QString contract = interface.mid(name.size()); contract != QLatin1String(TAPSCOPE_PLUGIN_CONTRACT)) {
        return QStringLiteral(
                   "it was built for another version of TapScope (%1; this program is %2). Build it again with "
                   "this version's headers")
            .arg(contract, QLatin1String(TAPSCOPE_PLUGIN_CONTRACT));
    }
    return {};
}

} // namespace tapscope
