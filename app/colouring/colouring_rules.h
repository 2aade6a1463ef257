#pragma once

#include <base/error.h>

#include <QColor>
#include <QString>

#include <vector>

class QSettings;

namespace tapscope {

/// Frames that match `filter` have these colours. Colours are those of the light palette; Theme makes the dark ones.
struct ColouringRule {
    QString name;
    QString filter;
    QColor background;
    QColor foreground = Qt::black;
    bool isEnabled = true;

    [[nodiscard]] bool operator==(const ColouringRule& other) const = default;
};

using ColouringRules = std::vector<ColouringRule>;

/// The default rules: malformed frames and TCP problems first, then protocols.
[[nodiscard]] ColouringRules defaultColouring();

/// Wireshark's colorfilters format: `@name@filter@[r,g,b][r,g,b]` per line, with 16 bits per colour component, the
/// background first, and `!` in front of a rule that is switched off.
[[nodiscard]] QString colouringText(const ColouringRules& rules);
/// Error: Invalid, with the number of the first line that is not a rule.
[[nodiscard]] Result<ColouringRules> colouringFromText(const QString& text);

/// The rules from the settings, or the default rules if there are none.
[[nodiscard]] ColouringRules storedColouring(const QSettings& settings);
void storeColouring(QSettings& settings, const ColouringRules& rules);

} // namespace tapscope
