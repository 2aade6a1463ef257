#include "ring_form.h"

#include "number_box.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QSettings>
#include <QSpinBox>

#include <chrono>
#include <cstdint>

namespace tapscope {
namespace {

constexpr std::uint64_t mega = 1'000'000;

} // namespace

RingForm::RingForm(QFormLayout& form, QWidget& owner)
    : QObject(&owner), megabytes_(numberBox(0, mostUnits, 0, megabytesUnit, tr("any size"))),
      seconds_(numberBox(0, mostUnits, 0, secondsUnit, tr("any time"))),
      frames_(numberBox(0, mostFrames, 0, framesUnit, tr("any number"))),
      kept_(numberBox(0, mostFiles, 0, filesUnit, tr("all files"))),
      files_(numberBox(0, mostFiles, 0, filesUnit, tr("no limit"))) {
    megabytes_->setObjectName(QStringLiteral("nextMegabytes"));
    seconds_->setObjectName(QStringLiteral("nextSeconds"));
    frames_->setObjectName(QStringLiteral("nextFrames"));
    kept_->setObjectName(QStringLiteral("keptFiles"));
    files_->setObjectName(QStringLiteral("mostFiles"));
    auto* next = new QHBoxLayout;
    next->setSpacing(8);
    for (QSpinBox* box : {megabytes_, seconds_, frames_})
        next->addWidget(box, 1);
    form.addRow(tr("Next file after"), next);
    form.addRow(tr("Keep the newest"), kept_);
    form.addRow(tr("Stop after files"), files_);
    for (QSpinBox* box : {megabytes_, seconds_, frames_, kept_, files_})
        connect(box, &QSpinBox::valueChanged, this, &RingForm::update);
    update();
}

void RingForm::update() {
    const bool isRing = ring().isUsed();
    kept_->setEnabled(isRing);
    files_->setEnabled(isRing);
    emit changed();
}

void RingForm::show(const RingOptions& ring) {
    megabytes_->setValue(static_cast<int>(ring.bytes.value_or(0) / mega));
    seconds_->setValue(static_cast<int>(ring.duration.value_or(std::chrono::milliseconds(0)).count() / 1000));
    frames_->setValue(static_cast<int>(ring.frames.value_or(0)));
    kept_->setValue(static_cast<int>(ring.files.value_or(0)));
    files_->setValue(static_cast<int>(ring.last.value_or(0)));
}

RingOptions RingForm::ring() const {
    RingOptions ring;
    if (megabytes_->value() > 0)
        ring.bytes = static_cast<std::uint64_t>(megabytes_->value()) * mega;
    if (seconds_->value() > 0)
        ring.duration = std::chrono::seconds(seconds_->value());
    if (frames_->value() > 0)
        ring.frames = static_cast<std::uint64_t>(frames_->value());
    if (!ring.isUsed())
        return ring;
    if (kept_->value() > 0)
        ring.files = static_cast<std::uint32_t>(kept_->value());
    if (files_->value() > 0)
        ring.last = static_cast<std::uint32_t>(files_->value());
    return ring;
}

RingOptions preferredRing() {
    const QSettings settings;
    const auto value = [&settings](const char* key) -> std::optional<quint64> {
        const quint64 number = settings.value(QLatin1String("ring/") + QLatin1String(key)).toULongLong();
        return number == 0 ? std::nullopt : std::optional(number);
    };
    RingOptions ring{.bytes = value("bytes"), .frames = value("frames"), .duration = {}, .files = {}, .last = {}};
    if (const auto milliseconds = value("milliseconds"))
        ring.duration = std::chrono::milliseconds(*milliseconds);
    if (const auto files = value("files"))
        ring.files = static_cast<std::uint32_t>(*files);
    if (const auto last = value("last"))
        ring.last = static_cast<std::uint32_t>(*last);
    return ring.isUsed() ? ring : RingOptions();
}

void setPreferredRing(const RingOptions& ring) {
    QSettings settings;
    settings.remove(QStringLiteral("ring"));
    const auto store = [&settings](const char* key, auto value) {
        if (value)
            settings.setValue(QLatin1String("ring/") + QLatin1String(key), static_cast<quint64>(*value));
    };
    store("bytes", ring.bytes);
    store("frames", ring.frames);
    store("milliseconds", ring.duration ? std::optional(ring.duration->count()) : std::nullopt);
    store("files", ring.files);
    store("last", ring.last);
}

} // namespace tapscope
