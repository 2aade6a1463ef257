#include "styled_label.h"

#include "plain_text.h"

namespace tapscope {
namespace {

QString markup(const StyledLabel::Run& run, const QString& text) {
    const QString escaped = text.toHtmlEscaped();
    QString style;
    if (run.isBold)
        style += QStringLiteral("font-weight:bold;");
    if (run.colour.isValid())
        style += QStringLiteral("color:%1;").arg(run.colour.name());
    if (!run.family.isEmpty())
        style += QStringLiteral("font-family:'%1';").arg(QString(run.family).remove(QLatin1Char('\'')).toHtmlEscaped());
    if (run.isLink)
        return QStringLiteral("<a href=\"%1\" style=\"%2\">%1</a>").arg(escaped, style);
    return style.isEmpty() ? escaped : QStringLiteral("<span style=\"%1\">%2</span>").arg(style, escaped);
}

} // namespace

StyledLabel::StyledLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
}

void StyledLabel::setRuns(const std::vector<Run>& runs) {
    QString whole;
    plain_.clear();
    for (const Run& run : runs) {
        const QString text = plainText(run.text);
        plain_ += text;
        whole += markup(run, text);
    }
    setText(whole);
    setAccessibleName(plain_);
}

} // namespace tapscope
