#pragma once

#include <stats/statistic_kinds.h>

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;

namespace tapscope {

class SequenceView;
class Theme;

/// A sequence diagram of the frames between hosts: of all frames, of those that the list shows, or of one protocol. GUI
/// thread.
class FlowPage final : public QWidget {
    Q_OBJECT

public:
    explicit FlowPage(const Theme& theme, QWidget* parent = nullptr);

    /// The frames that the list shows; null: all.
    void setListFilter(std::shared_ptr<const FieldFilter> filter);
    [[nodiscard]] std::vector<ChosenStatistic> statistics(const StatisticKinds& kinds, const DecoderRegistry& registry);
    void show(std::vector<StatisticResult> results);

signals:
    /// The user chose other frames.
    void changed();
    void frameAsked(quint64 frame);

private:
    void savePlain();
    void saveDrawing();

    QComboBox* which_;
    QLabel* notes_;
    SequenceView* view_;
    std::shared_ptr<const FieldFilter> listFilter_;
};

} // namespace tapscope
