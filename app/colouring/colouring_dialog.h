#pragma once

#include "colouring_rules.h"

#include <decode/registry.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace tapscope {

class Theme;

/// The editor of the colouring rules. A frame gets the colours of the first rule that it matches. Filters are checked
/// as they are typed; rules are exported and imported in Wireshark's format.
class ColouringDialog final : public QDialog {
    Q_OBJECT

public:
    ColouringDialog(const DecoderRegistry& registry, const ColouringRules& rules, const Theme& theme,
                    QWidget* parent = nullptr);

    /// Inserts a new rule before all others, which the user can then change.
    void propose(const QString& filter);
    [[nodiscard]] ColouringRules rules() const;

signals:
    void applied(const tapscope::ColouringRules& rules);

private:
    void fill(const ColouringRules& rules);
    void insert(int row, const ColouringRule& rule);
    void paint(int row);
    void move(int by);
    void chooseColour(int role);
    void check();
    void importRules();
    void exportRules();
    [[nodiscard]] ColouringRule rule(int row) const;

    const DecoderRegistry& registry_;
    const Theme& theme_;
    const ColouringRules known_; ///< the rules at the start: one of them may need a plugin that is not loaded
    QTableWidget* table_;
    QLabel* problem_;
    QPushButton* ok_;
};

} // namespace tapscope
