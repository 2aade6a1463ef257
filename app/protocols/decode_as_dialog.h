#pragma once

#include <decode/decode_as.h>
#include <decode/registry.h>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QTableWidget;

namespace tapscope {

/// "Decode As…": which protocol a port, an ethertype or another key carries, in the user's word. A table of rules to
/// add to, change and remove; Apply takes them.
class DecodeAsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `suggested`: a rule for the current frame, added to the table without a protocol yet.
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

/// The keys of a frame that a rule can be made for: its TCP or UDP ports, its ethertype.
class Dissection;
[[nodiscard]] DecodeAsList decodableKeys(const Dissection& dissection, const DecoderRegistry& registry);

} // namespace tapscope
