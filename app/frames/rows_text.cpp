#include "rows_text.h"

#include <algorithm>

namespace tapscope {
namespace {

QString csvLine(QStringList cells) {
    for (QString& cell : cells)
        cell = QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    return cells.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

/// In double quotes, where only quotes and backslashes have a meaning (YAML 1.2, section 7.3.1): a plain scalar must
/// not begin with, or contain, many characters that occur in Info. Cells have no control characters.
QString yamlItem(QString cell) {
    return QStringLiteral("- \"") +
           cell.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\"")) +
           QStringLiteral("\"\n");
}

} // namespace

RowsText::RowsText(Kind kind, const QStringList& titles) : kind_(kind) {
    if (kind_ == Kind::Csv)
        text_ = csvLine(titles);
}

void RowsText::add(FrameNumber number, const QStringList& cells) {
    switch (kind_) {
    case Kind::Tabs:
        text_ += (text_.isEmpty() ? QString() : QStringLiteral("\n")) + cells.join(QLatin1Char('\t'));
        break;
    case Kind::Csv:
        text_ += csvLine(cells);
        break;
    case Kind::Yaml:
        text_ += QStringLiteral("---\n# Frame %1\n").arg(number);
        for (const QString& cell : cells)
            text_ += yamlItem(cell);
        break;
    }
}

} // namespace tapscope
