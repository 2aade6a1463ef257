#pragma once

#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace tapscope::test {

inline const QString examples = QStringLiteral(TAPSCOPE_SOURCE_DIR "/docs/examples/");
inline const QString captures = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/");

/// A folder for the scripts of one test.
class ScriptFolder {
public:
    QString write(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    [[nodiscard]] QString path() const { return folder_.path(); }

private:
    QTemporaryDir folder_;
};

/// A protocol for the gauge's port, named "own", whose dissect has this body.
inline QByteArray own(const QByteArray& body, const QByteArray& before = {}) {
    return before +
           " protocol { id = 'own', title = 'Own', column = 'OWN', hooks = { ['udp.port'] = 47002 },\n"
           "fields = { { 'own.number', 'Number' }, { 'own.flag', 'Flag', 'boolean' }, { 'own.text', 'Text', 'text' } "
           "},\n"
           "dissect = function(buffer, tree, frame)\n" +
           body + "\nend }\n";
}

/// The decoding of each frame: the Protocol and Info columns, and the tree.
struct Said {
    QStringList columns, trees;
};
/// Decodes each frame of a capture in tests/captures.
inline Said decode(const DecoderRegistry& registry, const QString& name) {
    const auto store = FileStore::open((captures + name).toStdString());
    if (!store || !(*store)->index())
        qFatal("cannot read %s", qPrintable(name));
    const Dissector dissector(registry);
    const auto plan = DissectionPlan::tree(registry);
    FrameReader reader(*store);
    Dissection d;
    Said said;
    for (FrameNumber number = 1; number <= (*store)->count(); ++number) {
        const auto frame = reader.read(number);
        if (!frame)
            return {};
        dissector.dissect(*frame, plan, d);
        const auto text = [](std::string_view view) {
            return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
        };
        said.columns << text(d.protocolColumn()) + "|" + text(d.infoColumn());
        std::string tree;
        appendTree(tree, registry, d);
        said.trees << QString::fromStdString(tree);
    }
    return said;
}

inline ScriptPlaces files(const QStringList& paths) {
    return {.folders = {}, .files = paths};
}

} // namespace tapscope::test
