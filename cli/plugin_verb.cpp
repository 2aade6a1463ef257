#include "json_output.h"
#include "verb.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <CLI/CLI.hpp>
#include <memory>

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

} // namespace

void addNewPluginVerb(CLI::App& app, Action& chosen) {
    struct Words {
        std::string what, kind, name;
        bool json = false;
    };
    auto words = std::make_shared<Words>();
    auto* verb = app.add_subcommand("plugin", "Create the sources of a plugin: tapscope-cli plugin new decoder mine");
    verb->add_option("WHAT", words->what, "new: in a new folder, ready to be built")
        ->required()
        ->check(CLI::IsMember({"new"}));
    verb->add_option("KIND", words->kind, "decoder, injector, exporter, source or statistic")
        ->required()
        ->check(CLI::IsMember({"decoder", "injector", "exporter", "source", "statistic"}));
    verb->add_option("NAME", words->name,
                     "Name of the protocol, injector, format, source or statistic: lower-case letters, digits and _")
        ->required();
    verb->add_flag("--json", words->json, "Print the names of the files as JSON");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            const auto files = createPlugin(QString::fromStdString(words->kind), QString::fromStdString(words->name));
            if (!files)
                return std::unexpected(files.error());
            if (words->json)
                printAsJson(session.out, *files, [](JsonWriter& json, const auto& file) { json.value(file); });
            for (const auto& file : words->json ? std::vector<std::string>() : *files)
                session.out.print("{}\n", file);
            return {};
        };
    });
}

} // namespace tapscope::cli
