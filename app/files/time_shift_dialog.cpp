#include "time_shift_dialog.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/message_label.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "file_text.h"
#include "time_words.h"
#include "written_recording.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace tapscope {
namespace {

std::unexpected<Error> wrong(const QString& what, const QString& why) {
    return failure(ErrorKind::Invalid, "use", what.toStdString(), why.toStdString());
}

} // namespace

TimeShiftDialog::TimeShiftDialog(std::shared_ptr<const FrameStore> store, FrameNumber current, QWidget* parent)
    : QDialog(parent), store_(std::move(store)), shiftAll_(new QRadioButton(tr("&Shift all frames by"))),
      setOne_(new QRadioButton(tr("Set the time of &frame"))), setTwo_(new QRadioButton(tr("&and the time of frame"))),
      offset_(new QLineEdit), first_(makeAnchor(QStringLiteral("first"), std::max<FrameNumber>(current, 1))),
      second_(makeAnchor(QStringLiteral("second"), store_->count())), message_(new MessageLabel),
      progress_(new QProgressBar), shift_(new QPushButton(tr("S&hift"))) {
    setWindowTitle(tr("Shift times"));
    setObjectName(QStringLiteral("timeShiftDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    for (QRadioButton* each : {shiftAll_, setOne_, setTwo_})
        connect(each, &QRadioButton::toggled, this, &TimeShiftDialog::updateState);
    for (QLineEdit* each : {offset_, first_.time, second_.time})
        connect(each, &QLineEdit::textChanged, this, &TimeShiftDialog::updateState);
    for (const Anchor& each : {first_, second_})
        connect(each.frame, &QSpinBox::valueChanged, this, [this, each] { showTime(each); });
    connect(shift_, &QPushButton::clicked, this, &TimeShiftDialog::shift);
    showTime(first_);
    showTime(second_);
    shiftAll_->setChecked(true);
    offset_->setFocus();
}

TimeShiftDialog::~TimeShiftDialog() {
    if (shifting_)
        shifting_->request_stop();
}

TimeShiftDialog::Anchor TimeShiftDialog::makeAnchor(const QString& name, FrameNumber frame) {
    Anchor anchor{new QSpinBox, new QLineEdit};
    anchor.frame->setObjectName(name + QStringLiteral("Frame"));
    anchor.frame->setAccessibleName(tr("Number of the frame"));
    anchor.frame->setRange(1,
                           static_cast<int>(std::min<FrameNumber>(store_->count(), std::numeric_limits<int>::max())));
    anchor.frame->setValue(static_cast<int>(std::min<FrameNumber>(frame, std::numeric_limits<int>::max())));
    anchor.time->setObjectName(name + QStringLiteral("Time"));
    anchor.time->setAccessibleName(tr("Local time of the frame"));
    anchor.time->setMinimumWidth(260);
    return anchor;
}

void TimeShiftDialog::layOut() {
    offset_->setObjectName(QStringLiteral("offset"));
    offset_->setAccessibleName(tr("Duration"));
    offset_->setPlaceholderText(tr("-1.5, 90 or -02:00:00"));
    message_->setObjectName(QStringLiteral("shiftMessage"));
    message_->setMinimumHeight(2 * message_->fontMetrics().lineSpacing()); // errors must not move the buttons
    message_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);
    progress_->hide();
    shift_->setObjectName(QStringLiteral("shift"));
    shift_->setProperty("role", "primary");
    shift_->setDefault(true);
    auto* grid = new QGridLayout;
    grid->addWidget(shiftAll_, 0, 0);
    grid->addWidget(offset_, 0, 1, 1, 3);
    const auto addAnchor = [&](int row, QRadioButton* choice, const Anchor& anchor) {
        grid->addWidget(choice, row, 0);
        grid->addWidget(anchor.frame, row, 1);
        grid->addWidget(new QLabel(tr("to")), row, 2);
        grid->addWidget(anchor.time, row, 3);
    };
    addAnchor(1, setOne_, first_);
    addAnchor(2, setTwo_, second_);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    buttons->addButton(shift_, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(grid);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void TimeShiftDialog::showTime(const Anchor& anchor) {
    const Timestamp time = store_->entry(static_cast<FrameNumber>(anchor.frame->value())).timestamp();
    anchor.time->setText(time == noTime ? QString() : localTimeText(time));
}

Result<TimeShift::Anchor> TimeShiftDialog::anchorOf(const Anchor& anchor) const {
    const Timestamp before = store_->entry(static_cast<FrameNumber>(anchor.frame->value())).timestamp();
    if (before == noTime)
        return wrong(tr("frame %1").arg(anchor.frame->value()), tr("it has no time"));
    const auto after = localTimeOf(anchor.time->text());
    if (!after)
        return wrong(plainText(anchor.time->text()), tr("it is not a time such as 2026-01-31 12:00:00.5"));
    return TimeShift::Anchor{before, *after};
}

Result<TimeShift> TimeShiftDialog::chosen() const {
    if (shiftAll_->isChecked()) {
        const auto offset = durationOf(offset_->text());
        if (!offset)
            return wrong(plainText(offset_->text()), tr("it is not a duration such as -1.5, 90 or -02:00:00"));
        return TimeShift::by(*offset);
    }
    const auto first = anchorOf(first_);
    if (!first)
        return std::unexpected(first.error());
    if (setOne_->isChecked())
        return TimeShift::by(first->after - first->before);
    const auto second = anchorOf(second_);
    if (!second)
        return std::unexpected(second.error());
    return TimeShift::through(*first, *second);
}

void TimeShiftDialog::updateState() {
    const bool isShifting = shifting_.has_value();
    offset_->setEnabled(!isShifting && shiftAll_->isChecked());
    for (QWidget* each : std::initializer_list<QWidget*>{first_.frame, first_.time})
        each->setEnabled(!isShifting && !shiftAll_->isChecked());
    for (QWidget* each : std::initializer_list<QWidget*>{second_.frame, second_.time})
        each->setEnabled(!isShifting && setTwo_->isChecked());
    progress_->setVisible(isShifting);
    const auto shift = chosen();
    shift_->setEnabled(!isShifting && shift.has_value());
    const bool isEmpty = shiftAll_->isChecked() && offset_->text().isEmpty();
    if (shift || isEmpty)
        message_->say(tr("A copy with the new times opens in this window, where you can save it."));
    else
        message_->complain(plainText(shift.error().text()));
}

void TimeShiftDialog::shift() {
    const auto shift = chosen();
    if (!shift)
        return;
    shifting_.emplace();
    updateState();
    message_->say(tr("Writing…"));
    const auto path = newRecordingPath();
    inBackground(
        this,
        [copy = ShiftedCopy{.file = store_->path(), .shift = *shift, .stop = shifting_->get_token()}, path] {
            return writtenRecording(path, [&](const auto& write) { return copy.run(write); });
        },
        [this, path](const Result<ShiftedCopy::Report>& report) { end(path, report); });
}

void TimeShiftDialog::end(const std::filesystem::path& path, const Result<ShiftedCopy::Report>& report) {
    shifting_.reset();
    updateState();
    if (!report) {
        message_->complain(plainText(report.error().text()));
        return;
    }
    if (report->damage)
        emit noted(plainText(report->damage->text()));
    if (report->unchanged > 0)
        emit noted(tr("%L1 frame(s) kept their times: they have none, or a file cannot store the new ones", nullptr,
                      pluralOf(report->unchanged))
                       .arg(report->unchanged));
    accept();
    emit shifted(fileText(path));
}

} // namespace tapscope
