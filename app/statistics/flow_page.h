#pragma once

#include <stats/statistic_kinds.h>

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;

namespace tapscope {

class SequenceView;
class Theme;

/// Who sends what to whom, as a sequence diagram: of all frames, of those that the list shows, or of one protocol.
/// GUI's thread.
class FlowPage final : public QWidget {
    Q_OBJECT

public:
    explicit FlowPage(const Theme& theme, QWidget* parent = nullptr);

    /// What the list of frames shows; null: all.
    void setListFilter(std::shared_ptr<const FieldFilter> filter);
    [[nodiscard]] std::vector<ChosenStatistic> statistics(const StatisticKinds& kinds, const DecoderRegistry& registry);
    void show(std::vector<StatisticResult> results);

signals:
    /// Other frames are wanted.
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
