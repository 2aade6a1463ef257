#pragma once

#include <decode/decode_as.h>
#include <decode/registry.h>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QTableWidget;

namespace tapscope {

/// "Decode As…": the user's choice of the protocol that a port, an EtherType or another key carries. A table of rules
/// to add, change and remove; Apply applies them.
class DecodeAsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `suggested` is a rule for the current frame; it is added to the table, still without a protocol.
    DecodeAsDialog(const DecoderRegistry& registry, const DecodeAsList& rules, const DecodeAsList& suggested,
                   QWidget* parent = nullptr);

    [[nodiscard]] DecodeAsList rules() const;

signals:
    void applied(const tapscope::DecodeAsList& rules);

private:
    void addRow(const DecodeAs& rule);
    [[nodiscard]] QComboBox* protocolBox(const std::string& protocol) const;

    const DecoderRegistry& registry_;
    QTableWidget* table_;
    QLabel* problem_;
};

/// The keys of a frame for which a rule can be made: its TCP or UDP ports, its ethertype.
class Dissection;
[[nodiscard]] DecodeAsList decodableKeys(const Dissection& dissection, const DecoderRegistry& registry);

} // namespace tapscope
