#include "severity_dot.h"

#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "overview_scanner.h"

#include <array>

namespace tapscope {
namespace {

struct SeverityLook {
    const char* word;
    const char* shape;
    QColor Colours::* colour;
};
/// By Severity. The shapes distinguish them without colours.
constexpr std::array<SeverityLook, 5> looks = {{
    {QT_TRANSLATE_NOOP("tapscope::SeverityDot", "Expert: error"), "●", &Colours::error},
    {QT_TRANSLATE_NOOP("tapscope::SeverityDot", "Expert: warning"), "▲", &Colours::warning},
    {QT_TRANSLATE_NOOP("tapscope::SeverityDot", "Expert: note"), "■", &Colours::accent},
    {QT_TRANSLATE_NOOP("tapscope::SeverityDot", "Expert: chat"), "○", &Colours::accent},
    {QT_TRANSLATE_NOOP("tapscope::SeverityDot", "Expert: comment"), "✎", &Colours::good},
}};

} // namespace

SeverityDot::SeverityDot(const OverviewScanner& overview, const Theme& theme, QWidget* parent)
    : QToolButton(parent), overview_(overview), theme_(theme) {
    setObjectName(QStringLiteral("severity"));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    connect(&overview, &OverviewScanner::changed, this, &SeverityDot::showWorst);
    connect(&theme, &Theme::changed, this, &SeverityDot::showWorst);
    showWorst();
}

void SeverityDot::showWorst() {
    const auto& overview = overview_.overview();
    setVisible(overview != nullptr);
    if (!overview)
        return;
    const FrameNumber done = overview_.done();
    QPalette look = palette();
    const auto& worst = overview->worst();
    if (!worst) {
        setText(QStringLiteral("◌ ") + tr("Expert: nothing"));
        look.setColor(QPalette::ButtonText, theme_.colours().muted);
        setToolTip(tr("Expert information: nothing stands out in %L1 frame(s)", nullptr, pluralOf(done)).arg(done));
    } else {
        const SeverityLook& severity = looks[static_cast<std::size_t>(worst->severity)];
        const ExpertFinding& finding = ExpertFindings::all()[worst->finding];
        const QString summary = finding.summary.contains('{') || finding.summary.empty() ? plainText(finding.group)
                                                                                         : plainText(finding.summary);
        setText(QStringLiteral("%1 %2").arg(QString::fromUtf8(severity.shape), tr(severity.word)));
        look.setColor(QPalette::ButtonText, theme_.colours().*severity.colour);
        setToolTip(
            tr("Expert information. The worst finding in %L1 frame(s) is in frame %L2: %3", nullptr, pluralOf(done))
                .arg(done)
                .arg(worst->frame)
                .arg(summary));
    }
    setPalette(look);
    setAccessibleName(tr("Worst expert finding: %1").arg(text().section(QLatin1Char(' '), 1)));
    setAccessibleDescription(toolTip());
}

} // namespace tapscope
