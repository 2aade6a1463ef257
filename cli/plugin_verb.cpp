#include "json_output.h"
#include "verb.h"

#include <base/printable_text.h>
#include <plugin/plugin_host.h>
#include <plugin/plugin_installation.h>

#include <QDir>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace tapscope::cli {
namespace {

constexpr const char* action = "create the plugin in";

/// The values for @name@ and the like in a template.
QString filledIn(QString text, const QString& kind, const QString& name) {
    QString className;
    for (const QString& part : name.split('_'))
        className += part.left(1).toUpper() + part.mid(1);
    QString kindClass = kind;
    kindClass[0] = kindClass[0].toUpper();
    static const QHash<QString, QString> verbs{{"decoder", "decode"}, {"injector", "inject"}, {"exporter", "export"}};
    const QString verb = verbs.value(kind, kind);
    return text.replace("@ID@", verb + '-' + QString(name).replace('_', '-'))
        .replace("@KINDS@", kind == "source" ? QStringLiteral("SOURCE_FACTORIES") : kind.toUpper() + 'S')
        .replace("@Kind@", kindClass)
        .replace("@kind@", kind)
        .replace("@NAME@", name.toUpper())
        .replace("@Name@", className)
        .replace("@id@", QString(name).replace('_', '-')) // an id that may precede a colon
        .replace("@name@", name);
}

Result<void> writeNew(const QString& path, const QString& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(text.toUtf8()) < 0 || !file.flush())
        return failure(ErrorKind::System, "write", path.toStdString(), file.errorString().toStdString());
    return {};
}

/// Returns the names of the files.
Result<std::vector<std::string>> createPlugin(const QString& kind, const QString& name) {
    static const QRegularExpression valid("^[a-z][a-z0-9_]{0,39}$");
    if (!valid.match(name).hasMatch())
        return failure(ErrorKind::Invalid, "name the plugin", name.toStdString(), "it is not a valid name",
                       "Use lower-case letters, digits and _, and begin with a letter");
    const QString folder = filledIn("@ID@", kind, name);
    if (QDir().exists(folder))
        return failure(ErrorKind::NameTaken, action, folder.toStdString(), "it already exists", "Choose another name");
    if (!QDir().mkdir(folder))
        return failure(ErrorKind::System, action, folder.toStdString(), "the folder cannot be created",
                       "Check that you can write to this folder");
    const QString base = folder + '/' + name + '_' + kind;
    const std::pair<QString, QString> files[] = {{":/templates/CMakeLists.txt.in", folder + "/CMakeLists.txt"},
                                                 {":/templates/metadata.json.in", folder + '/' + folder + ".json"},
                                                 {":/templates/" + kind + ".h.in", base + ".h"},
                                                 {":/templates/" + kind + ".cpp.in", base + ".cpp"}};
    std::vector<std::string> written;
    for (const auto& [source, target] : files) {
        QFile text(source);
        if (!text.open(QIODevice::ReadOnly))
            return failure(ErrorKind::System, "read", source.toStdString(), text.errorString().toStdString());
        if (auto done = writeNew(target, filledIn(QString::fromUtf8(text.readAll()), kind, name)); !done)
            return std::unexpected(done.error());
        written.push_back(target.toStdString());
    }
    return written;
}

struct PluginWords {
    std::string what, kind, name;
    bool json = false;
};

/// CLI11 cannot check words whose meaning depends on the first one.
void checkWords(const PluginWords& words) {
    static constexpr std::array<std::string_view, 5> kinds{"decoder", "injector", "exporter", "source", "statistic"};
    if (words.what == "install") {
        if (!words.name.empty())
            throw CLI::ValidationError("plugin install FILE takes one file");
        return;
    }
    if (std::ranges::find(kinds, words.kind) == kinds.end())
        throw CLI::ValidationError("\"" + words.kind + "\" is not decoder, injector, exporter, source or statistic");
    if (words.name.empty())
        throw CLI::ValidationError("plugin new KIND NAME needs a name");
}

Result<void> createNew(const PluginWords& words, Session& session) {
    const auto files = createPlugin(QString::fromStdString(words.kind), QString::fromStdString(words.name));
    if (!files)
        return std::unexpected(files.error());
    if (words.json)
        printAsJson(session.out, *files, [](JsonWriter& json, const auto& file) { json.value(file); });
    for (const auto& file : words.json ? std::vector<std::string>() : *files)
        session.out.print("{}\n", file);
    return {};
}

Result<void> install(const PluginWords& words, Session& session) {
    const PluginHost host(PluginHost::defaultFolders(), {}, session.plugins);
    auto prepared = PluginInstallation::prepare(QFile::decodeName(words.kind.c_str()), host);
    if (!prepared)
        return std::unexpected(prepared.error());
    PluginInstallation& installation = **prepared;
    const bool replaces = installation.replaces();
    if (auto done = installation.commit(); !done)
        return done;
    const std::string id = installation.record().id.toStdString(), path = installation.record().path.toStdString();
    if (words.json)
        printAsJson(session.out, [&](JsonWriter& json) {
            json.beginObject();
            json.member("id", id);
            json.member("path", path);
            json.member("replaced", replaces);
            json.endObject();
        });
    else
        session.out.print("{} is installed as {}{}\n", printable(id), printable(path),
                          replaces ? ", which was replaced" : "");
    return {};
}

} // namespace

void addPluginVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<PluginWords>();
    auto* verb =
        app.add_subcommand("plugin", "Create the sources of a plugin, or install one: plugin new decoder mine, "
                                     "plugin install FILE");
    verb->add_option("WHAT", words->what,
                     "new: create the sources in a new folder, ready to be built; install: put a plugin or script into "
                     "your own folder. A plugin runs with all your rights: install only those that you trust")
        ->required()
        ->check(CLI::IsMember({"new", "install"}));
    verb->add_option("KIND|FILE", words->kind,
                     "Of new: decoder, injector, exporter, source or statistic. Of install: the plugin (.so) or script "
                     "(.lua)")
        ->required();
    verb->add_option("NAME", words->name,
                     "Of new: the name of the protocol, injector, format, source or statistic: lower-case letters, "
                     "digits and _");
    verb->add_flag("--json", words->json, "Print the names of the files as JSON");
    verb->callback([words, &chosen] {
        checkWords(*words);
        chosen = [words](Session& session) {
            return words->what == "install" ? install(*words, session) : createNew(*words, session);
        };
    });
}

} // namespace tapscope::cli
