#include "status_strip.h"

#include "../devices/device_list_model.h"
#include "../frames/frame_list_model.h"
#include "../session/capture_session.h"
#include "../theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int updateEvery = 250; // milliseconds
constexpr int errorTime = 15000; // milliseconds

QString sizeText(std::uint64_t bytes) {
    return QLocale(QLocale::English).formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count));
}

QLabel* label(const char* name) {
    auto* made = new QLabel;
    made->setObjectName(QString::fromLatin1(name));
    made->setContentsMargins(8, 0, 8, 0);
    return made;
}

} // namespace

StatusStrip::StatusStrip(QStatusBar& bar, CaptureSession& session, const FrameListModel& model, const Theme& theme)
    : QObject(&bar), session_(session), model_(model), theme_(theme), state_(label("state")), rate_(label("rate")),
      message_(label("message")), packets_(label("packets")), displayed_(label("displayed")),
      dropped_(label("dropped")), size_(label("size")), progress_(new QProgressBar),
      cancel_(new QPushButton(tr("Cancel"))) {
    message_->setProperty("role", "error");
    progress_->setFixedWidth(180);
    progress_->hide();
    cancel_->setToolTip(tr("End what is under way"));
    cancel_->hide();
    bar.setSizeGripEnabled(false);
    bar.addWidget(state_);
    bar.addWidget(rate_);
    bar.addWidget(message_, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{progress_, cancel_, packets_, displayed_, dropped_, size_})
        bar.addPermanentWidget(widget);
    connect(cancel_, &QPushButton::clicked, &session_, &CaptureSession::cancel);
    connect(&session_, &CaptureSession::progressed, this, &StatusStrip::showProgress);
    connect(&session_, &CaptureSession::stateChanged, this, &StatusStrip::update);
    connect(&session_, &CaptureSession::storeChanged, this, &StatusStrip::update);
    connect(&theme_, &Theme::changed, this, &StatusStrip::update);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &StatusStrip::update);
    timer->start(updateEvery);
    update();
}

void StatusStrip::showError(const QString& text) {
    message_->setText(text);
    message_->setToolTip(text);
    QTimer::singleShot(errorTime, message_, [this, text] {
        if (message_->text() == text)
            message_->clear();
    });
}

void StatusStrip::showProgress(const QString& what, int percent) {
    progress_->setFormat(QStringLiteral("%1 %p %").arg(what));
    progress_->setValue(percent);
    progress_->setVisible(percent < 100);
    cancel_->setVisible(percent < 100);
}

QString StatusStrip::stateText() const {
    const Colours& colours = theme_.colours();
    const auto& request = session_.request();
    const auto passing = [&](const QString& what) {
        return QStringLiteral("<span style='color:%1'>◌</span> %2").arg(colours.muted.name(), what);
    };
    switch (session_.state()) {
    case CaptureSession::State::Running:
        if (session_.status().state == CaptureStatus::State::Waiting)
            return tr("<span style='color:%1'>◌</span> Waiting for <b>%2</b>")
                .arg(colours.warning.name(), request.device.toHtmlEscaped());
        if (request.mode == CaptureRequest::Mode::Stream)
            return tr("<span style='color:%1'>●</span> Reading <b>%2</b>").arg(colours.good.name(), request.device);
        return tr("<span style='color:%1'>●</span> Capturing <b>%2</b> (%3)")
            .arg(colours.good.name(), request.device.toHtmlEscaped(),
                 request.mode == CaptureRequest::Mode::Attach ? tr("attached") : tr("monitor"));
    case CaptureSession::State::Starting:
        return passing(tr("Starting…"));
    case CaptureSession::State::Stopping:
        return passing(tr("Stopping…"));
    case CaptureSession::State::Opening:
        return passing(tr("Opening…"));
    case CaptureSession::State::Idle:
        break;
    }
    return QStringLiteral("<span style='color:%1'>●</span> %2").arg(colours.muted.name(), tr("Idle"));
}

void StatusStrip::update() {
    state_->setText(stateText());
    rate_->setText(session_.isCapturing() ? rateText(session_.framesPerSecond()) : QString());
    const auto store = session_.store();
    for (QLabel* each : {packets_, displayed_, dropped_, size_})
        each->setVisible(store != nullptr);
    if (!store)
        return;
    const auto drops = session_.status().drops;
    packets_->setText(tr("Packets <b>%1</b>").arg(countText(model_.total())));
    const double share =
        100.0 * static_cast<double>(model_.count()) / std::max(1.0, static_cast<double>(model_.total()));
    displayed_->setText(model_.isFiltered()
                            ? tr("Displayed <b>%1</b> (%2 %)").arg(countText(model_.count())).arg(share, 0, 'f', 1)
                            : QString());
    dropped_->setText(tr("Dropped <b>%1</b>").arg(countText(drops.system + drops.interface)));
    size_->setText(tr("<b>%1</b> on disk").arg(sizeText(store->sizeOnDisk())));
}

} // namespace tapscope
