#include "protocol_box.h"

#include "../text/plain_text.h"

#include <QCompleter>
#include <QLineEdit>

#include <algorithm>
#include <vector>

namespace tapscope {
namespace {

constexpr int defaultItem = 0, nothingItem = 1;

QString abbreviationOf(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

ProtocolBox::ProtocolBox(const DecoderRegistry& registry, QWidget* parent) : QComboBox(parent), registry_(registry) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setAccessibleName(tr("Decode as"));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    addItem(tr("(default)"));
    addItem(tr("(nothing: show the bytes)"), QString());
    std::vector<const ProtocolInfo*> protocols;
    for (ProtocolId id = 0; id < registry.protocolCount(); ++id) {
        const auto& info = registry.protocol(id);
        if (!info.hooks.empty() || !info.heuristics.empty())
            protocols.push_back(&info);
    }
    std::ranges::sort(protocols, {}, &ProtocolInfo::abbreviation);
    for (const ProtocolInfo* info : protocols)
        addItem(QStringLiteral("%1 — %2").arg(plainText(info->abbreviation), plainText(info->title)),
                abbreviationOf(info->abbreviation));
    // A typed name is shown as the list has it, so that one sees what was understood.
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] {
        if (const int index = indexOfTyped(); index >= 0)
            setCurrentIndex(index);
    });
}

void ProtocolBox::choose(const std::optional<std::string>& protocol) {
    if (!protocol || protocol->empty()) {
        setCurrentIndex(protocol ? nothingItem : defaultItem);
        return;
    }
    const QString name = QString::fromStdString(*protocol);
    if (findData(name) < 0)
        addItem(tr("%1 (not installed)").arg(plainText(name)), name);
    setCurrentIndex(findData(name));
}

int ProtocolBox::indexOfTyped() const {
    const QString typed = currentText().trimmed();
    if (typed.isEmpty())
        return defaultItem;
    if (const int index = findText(typed, Qt::MatchFixedString); index >= 0)
        return index;
    if (const int index = findData(typed, Qt::UserRole, Qt::MatchFixedString); index >= 0)
        return index;
    for (ProtocolId id = 0; id < registry_.protocolCount(); ++id) {
        const auto& info = registry_.protocol(id);
        const bool isMeant = typed.compare(abbreviationOf(info.column), Qt::CaseInsensitive) == 0 ||
                             typed.compare(abbreviationOf(info.title), Qt::CaseInsensitive) == 0;
        if (const int index = isMeant ? findData(abbreviationOf(info.abbreviation)) : -1; index >= 0)
            return index;
    }
    return -1;
}

std::expected<std::optional<std::string>, QString> ProtocolBox::choice() const {
    const int index = indexOfTyped();
    if (index < 0)
        return std::unexpected(tr("\"%1\" is not a protocol that can be chosen").arg(plainText(currentText())));
    if (index == defaultItem)
        return std::nullopt;
    return itemData(index).toString().toStdString();
}

} // namespace tapscope
