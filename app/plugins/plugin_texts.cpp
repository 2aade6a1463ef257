#include "plugin_texts.h"

#include "../text/plain_text.h"
#include "plugins_dialog.h"

#include <plugin/plugin_installation.h>

#include <algorithm>

namespace tapscope {
namespace {

/// One line for each setting: "    rate (frames/s): How fast. Default: 1000"
QStringList settingLines(const SettingsSchema& schema) {
    QStringList lines;
    for (const Setting& setting : schema.settings()) {
        QString line = QStringLiteral("    ") + plainText(setting.key);
        if (!setting.unit.empty())
            line += QStringLiteral(" (%1)").arg(plainText(setting.unit));
        line += QStringLiteral(": ") + plainText(setting.help.empty() ? setting.title : setting.help);
        if (!setting.defaultValue.empty())
            line += PluginsDialog::tr(". Default: %1").arg(plainText(setting.defaultValue));
        lines << line;
    }
    return lines;
}

} // namespace

QStringList troublesOf(const PluginHost& plugins, const QMultiHash<QString, QString>& others,
                       const PluginRecord& record) {
    QStringList troubles = record.notes;
    if (!record.id.isEmpty())
        troubles << others.values(record.id);
    for (const auto decoder : plugins.decoders().failedDecoders()) {
        if (!record.id.isEmpty() && plugins.pluginOf(decoder) == record.id)
            troubles << PluginsDialog::tr("The decoder %1 failed and is left out").arg(plainText(decoder));
    }
    return troubles;
}

QString pluginSummary(const PluginHost& plugins) {
    const auto isLoaded = [](const auto& record) { return record.refusal.isEmpty(); };
    const auto& records = plugins.records();
    const auto scripts = plugins.scripts();
    const auto loaded = std::ranges::count_if(records, isLoaded) + std::ranges::count_if(scripts, isLoaded);
    const auto all = static_cast<qsizetype>(records.size() + scripts.size());
    return PluginsDialog::tr("%L1 loaded, %L2 not loaded. Folder of your own plugins: %3, of your own scripts: %4")
        .arg(loaded)
        .arg(all - loaded)
        .arg(PluginHost::defaultFolders().first(), PluginHost::defaultScriptFolder());
}

QString partsText(const PluginHost& plugins, const QString& id) {
    QStringList lines;
    for (const PluginPart& part : id.isEmpty() ? std::vector<PluginPart>() : plugins.partsOf(id)) {
        lines << QStringLiteral("%1 %2: %3").arg(part.kind, plainText(part.id), plainText(part.title));
        if (part.settings != nullptr)
            lines << settingLines(*part.settings);
    }
    return lines.join(QLatin1Char('\n'));
}

QString installQuestion(const PluginInstallation& installation, const QString& file, const PluginHost& plugins) {
    const PluginRecord& record = installation.record();
    QStringList lines;
    if (!record.summary.isEmpty())
        lines << plainText(record.summary) << QString();
    if (!installation.isScript())
        lines << PluginsDialog::tr("Version: %1").arg(plainText(record.version))
              << PluginsDialog::tr("Licence: %1").arg(plainText(record.licence));
    lines << PluginsDialog::tr("From: %1").arg(plainText(file))
          << PluginsDialog::tr("To: %1").arg(plainText(record.path));
    if (installation.replaces())
        lines << PluginsDialog::tr("The file that is there will be replaced.");
    for (const PluginRecord& loaded : plugins.records()) {
        if (!installation.isScript() && loaded.id == record.id && loaded.path != record.path)
            lines << PluginsDialog::tr("It will be used instead of %1.").arg(plainText(loaded.path));
    }
    lines << QString()
          << (installation.isScript()
                  ? PluginsDialog::tr(
                        "A script cannot read files or use the network, but decides what frames look like.")
                  : PluginsDialog::tr("A plugin runs with all your rights. Install only plugins that you trust."));
    return lines.join(QLatin1Char('\n'));
}

} // namespace tapscope
