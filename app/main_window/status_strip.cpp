#include "status_strip.h"

#include "../devices/device_list_model.h"
#include "../files/file_text.h"
#include "../frames/frame_list_model.h"
#include "../session/capture_session.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QStyle>
#include <QTimer>

#include <algorithm>
#include <iterator>
#include <limits>

namespace tapscope {
namespace {

constexpr int updateEvery = 250; // milliseconds
constexpr int errorTime = 15000; // milliseconds

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

/// A sentence in which the part at %1 has another style.
std::vector<StyledLabel::Run> around(const QString& sentence, StyledLabel::Run part) {
    const qsizetype place = sentence.indexOf(QStringLiteral("%1"));
    return {{.text = sentence.left(place)}, std::move(part), {.text = sentence.mid(place + 2)}};
}

void append(std::vector<StyledLabel::Run>& runs, std::vector<StyledLabel::Run> more) {
    std::ranges::move(more, std::back_inserter(runs));
}

template <typename Label>
Label* label(const char* name) {
    auto* made = new Label;
    made->setObjectName(QString::fromLatin1(name));
    made->setContentsMargins(8, 0, 8, 0);
    return made;
}

} // namespace

StatusStrip::StatusStrip(QStatusBar& bar, CaptureSession& session, const FrameListModel& model, const Theme& theme)
    : QObject(&bar), session_(session), model_(model), theme_(theme), state_(label<StyledLabel>("state")),
      rate_(label<QLabel>("rate")), message_(label<QLabel>("message")), disk_(label<StyledLabel>("disk")),
      frames_(label<StyledLabel>("frames")), displayed_(label<StyledLabel>("displayed")),
      dropped_(label<StyledLabel>("dropped")), size_(label<StyledLabel>("size")), progress_(new QProgressBar),
      cancel_(new QPushButton(tr("Cancel"))) {
    progress_->setFixedWidth(180);
    progress_->hide();
    cancel_->setToolTip(tr("Cancel the running task"));
    frames_->setToolTip(tr("All frames of the capture"));
    displayed_->setToolTip(tr("Frames that match the filter"));
    disk_->setToolTip(tr("Captured frames that are not on the disk yet. They wait in a buffer; when it is full, frames "
                         "are not recorded"));
    size_->setToolTip(tr("Size of the capture file"));
    cancel_->hide();
    state_->installEventFilter(this);
    bar.setSizeGripEnabled(false);
    bar.addWidget(state_);
    bar.addWidget(rate_);
    bar.addWidget(message_, 1);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{progress_, cancel_, disk_, frames_, displayed_, dropped_, size_})
        bar.addPermanentWidget(widget);
    connect(cancel_, &QPushButton::clicked, &session_, &CaptureSession::cancel);
    connect(cancel_, &QPushButton::clicked, this, &StatusStrip::cancelled);
    connect(&session_, &CaptureSession::progressed, this, &StatusStrip::showProgress);
    connect(&session_, &CaptureSession::stateChanged, this, &StatusStrip::update);
    connect(&session_, &CaptureSession::storeChanged, this, &StatusStrip::update);
    connect(&theme_, &Theme::changed, this, &StatusStrip::update);
    connect(&model_, &FrameListModel::countChanged, this, &StatusStrip::showCounts); // the counts are those of the list
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &StatusStrip::update);
    timer->start(updateEvery);
    update();
}

bool StatusStrip::eventFilter(QObject* watched, QEvent* event) {
    if (watched == state_ && event->type() == QEvent::MouseButtonRelease)
        emit portsAsked();
    return QObject::eventFilter(watched, event);
}

void StatusStrip::showError(const QString& text) {
    say(plainText(text), "error");
}

void StatusStrip::showNote(const QString& text) {
    say(plainText(text), "note");
}

void StatusStrip::say(const QString& text, const char* role) {
    message_->setProperty("role", role);
    message_->style()->unpolish(message_);
    message_->style()->polish(message_);
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

/// Says that devices are captured, and how, if it is the same for all; %1 stands for their names.
QString StatusStrip::capturingText(const std::vector<PortStatus>& ports) {
    const auto isAttached = [](const PortStatus& port) { return port.facts.isAttached; };
    if (std::ranges::all_of(ports, isAttached))
        return tr("Capturing %1 (attached)");
    return std::ranges::none_of(ports, isAttached) ? tr("Capturing %1 (monitor)") : tr("Capturing %1");
}

void StatusStrip::setSwitchedOff(const QStringList& devices) {
    switchedOff_ = devices;
    showState();
}

QString StatusStrip::switchedOffText() const {
    if (switchedOff_.isEmpty())
        return {};
    return session_.ports().size() == 1 ? tr(" · the device is switched off")
                                        : tr(" · switched off: %1").arg(switchedOff_.join(QStringLiteral(", ")));
}

void StatusStrip::showState() {
    const Colours& colours = theme_.colours();
    const auto& request = session_.request();
    const auto passing = [&](const QString& what) {
        state_->setRuns({{.text = QStringLiteral("◌"), .colour = colours.muted}, {.text = QLatin1Char(' ') + what}});
    };
    const auto device = [&](const QString& mark, const QColor& colour, const QString& sentence,
                            const QString& remark = {}) {
        auto runs = around(QLatin1Char(' ') + sentence, {.text = request.title(), .isBold = true});
        runs.insert(runs.begin(), {.text = mark, .colour = colour});
        runs.push_back({.text = remark, .colour = colours.warning});
        state_->setRuns(runs);
    };
    switch (session_.state()) {
    case CaptureSession::State::Running:
        if (session_.status().state == CaptureStatus::State::Waiting)
            device(QStringLiteral("◌"), colours.warning, tr("Waiting for %1"));
        else if (request.isStream)
            device(QStringLiteral("●"), colours.good, tr("Reading %1"));
        else
            device(QStringLiteral("●"), colours.good, capturingText(session_.ports()), switchedOffText());
        return;
    case CaptureSession::State::Starting:
        return passing(tr("Starting…"));
    case CaptureSession::State::Stopping:
        if (const auto recording = session_.recordingStatus(); recording && recording->framesWaiting > 0)
            return passing(tr(
                "Stopping… %Ln frame(s) are still to be written", nullptr,
                static_cast<int>(std::min<std::uint64_t>(recording->framesWaiting, std::numeric_limits<int>::max()))));
        return passing(tr("Stopping…"));
    case CaptureSession::State::Opening:
        return passing(tr("Opening…"));
    case CaptureSession::State::Idle:
        break;
    }
    state_->setRuns({{.text = QStringLiteral("●"), .colour = colours.muted}, {.text = QLatin1Char(' ') + tr("Idle")}});
}

void StatusStrip::update() {
    showState();
    const bool hasPorts = !session_.portsOfCapture().empty();
    state_->setCursor(hasPorts ? Qt::PointingHandCursor : Qt::ArrowCursor);
    state_->setToolTip(hasPorts ? tr("Click to show each captured device") : QString());
    rate_->setText(session_.isCapturing() ? rateText(session_.framesPerSecond()) : QString());
    const auto store = session_.store();
    for (StyledLabel* each : {frames_, displayed_, dropped_, size_})
        each->setVisible(store != nullptr);
    if (!store)
        return;
    showCounts();
    showDrops();
    showDisk();
    size_->setRuns(around(tr("%1 on disk"), figures(sizeText(store->sizeOnDisk()))));
}

void StatusStrip::showDrops() {
    const auto drops = session_.status().drops;
    auto runs = around(tr("Dropped %1"), figures(countText(drops.system + drops.interface)));
    if (drops.device != 0)
        append(runs, around(tr(", by the device %1"), figures(countText(drops.device))));
    dropped_->setRuns(runs);
    dropped_->setToolTip(tr("Frames that arrived but were not captured. The kernel's buffer was full: %1; the device's "
                            "queue was full: %2.\nFrames that the device dropped on the way to its other end: %3")
                             .arg(countText(drops.system), countText(drops.interface), countText(drops.device)));
}

void StatusStrip::showDisk() {
    const auto recording = session_.recordingStatus();
    std::vector<StyledLabel::Run> runs;
    constexpr std::uint64_t worthShowing = 100; // a hundredth of the buffer
    if (recording && recording->bytesWaiting > recording->bufferSize / worthShowing) {
        const auto share = 100.0 * static_cast<double>(recording->bytesWaiting) /
                           static_cast<double>(std::max<std::size_t>(recording->bufferSize, 1));
        runs = around(tr("Waiting for the disk: %1 (buffer %2 %)")
                          .arg(QStringLiteral("%1"), QLocale().toString(std::min(share, 100.0), 'f', 0)),
                      figures(countText(recording->framesWaiting)));
    }
    if (recording && recording->framesNotRecorded > 0) {
        auto lost = around((runs.empty() ? QString() : QStringLiteral(" · ")) + tr("Not recorded: %1"),
                           figures(countText(recording->framesNotRecorded)));
        for (StyledLabel::Run& run : lost)
            run.colour = theme_.colours().error;
        append(runs, std::move(lost));
    }
    disk_->setRuns(runs);
}

void StatusStrip::showCounts() {
    frames_->setRuns(around(tr("Frames %1"), figures(countText(model_.total()))));
    const double share =
        100.0 * static_cast<double>(model_.count()) / std::max(1.0, static_cast<double>(model_.total()));
    if (model_.isFiltered())
        displayed_->setRuns(
            around(tr("Displayed %1 (%2 %)").arg(QStringLiteral("%1"), QLocale().toString(share, 'f', 1)),
                   figures(countText(model_.count()))));
    else
        displayed_->setRuns({});
}

StyledLabel::Run StatusStrip::figures(const QString& text) const {
    return {.text = text, .isBold = true, .family = theme_.figuresFont().family()};
}

} // namespace tapscope
