#pragma once

#include <base/error.h>

#include <QColor>
#include <QString>

#include <vector>

class QSettings;

namespace tapscope {

/// Frames that pass `filter` have these colours. Colours are those of the light palette; Theme makes the dark ones.
struct ColouringRule {
    QString name;
    QString filter;
    QColor background;
    QColor foreground = Qt::black;
    bool isEnabled = true;

    [[nodiscard]] bool operator==(const ColouringRule& other) const = default;
};

using ColouringRules = std::vector<ColouringRule>;

/// The rules that everybody starts with: damage and TCP trouble first, then protocols.
[[nodiscard]] ColouringRules defaultColouring();

/// Wireshark's colorfilters format: `@name@filter@[r,g,b][r,g,b]` a line, 16 bits a colour, background first, `!` in
/// front of a rule that is switched off.
[[nodiscard]] QString colouringText(const ColouringRules& rules);
/// Invalid with the number of the first line that is no rule.
[[nodiscard]] Result<ColouringRules> colouringFromText(const QString& text);

/// As the settings have them; the defaults where nothing was kept.
[[nodiscard]] ColouringRules storedColouring(const QSettings& settings);
void storeColouring(QSettings& settings, const ColouringRules& rules);

} // namespace tapscope
