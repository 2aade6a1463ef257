#pragma once

#include "decodable_frame.h"

#include <decode/decode_as.h>
#include <decode/registry.h>

#include <QDialog>

#include <expected>
#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QTableWidget;

namespace tapscope {

class ProtocolBox;

/// "Decode as…": the user's choice of the protocol that a port, an EtherType or another key carries. A table of rules
/// to add, change and remove, with the protocol that decodes each key without a rule.
class DecodeAsDialog final : public QDialog {
    Q_OBJECT

public:
    /// The keys of `frame`, the selected one, are offered as rows; a row that stays "(default)" makes no rule.
    DecodeAsDialog(const DecoderRegistry& registry, const DecodeAsList& rules, const DecodableFrame& frame,
                   QWidget* parent = nullptr);

signals:
    void applied(const tapscope::DecodeAsList& rules);

private:
    void addRow(const DecodeAs& key, const std::optional<std::string>& protocol);
    void edit(int row);
    void showDefaults();
    /// The rules, or the row and the reason why it is not valid.
    struct Problem {
        int row;
        QString text;
    };
    [[nodiscard]] std::expected<DecodeAsList, Problem> rules() const;
    [[nodiscard]] QComboBox* tableBox(const std::string& table) const;
    [[nodiscard]] std::string tableOf(int row) const;

    const DecoderRegistry& registry_;
    QTableWidget* table_;
    QLabel* problem_;
};

} // namespace tapscope
