//! Phrases that carry meaning in running text, and what they mean.
//!
//! A cue is evidence, not a verdict: [`super::elements`] weighs cues of one sentence against each other and against the
//! heading above it.

use super::lexicon::Lexicon;
use std::sync::OnceLock;

/// What a phrase hints at. The number is its bit in [`Cues`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cue {
    /// "not", "never", "without".
    Not,
    /// Refers the reader elsewhere.
    Pointer,
    /// Stands where something is still to be written, whatever else the sentence says.
    Placeholder,
    /// The same if the sentence says nothing else.
    WeakPlaceholder,
    /// "may", "could": what might happen.
    Modal,
    /// Generated, produced, returned.
    Produces,
    /// Code that shows how to run it.
    UsageCode,
    /// Says outright what it is for.
    Intended,
    /// Says what one can do with it.
    Usable,
    /// Says outright what it is not for.
    OutOfScope,
    /// A concrete weakness.
    Limitation,
    /// A word of weakness that needs context.
    WeakLimitation,
    /// Bias, fairness, stereotypes.
    Bias,
    /// Uses of the word bias that are mathematics.
    NotBias,
    /// Harmful content, privacy, misuse.
    Harm,
    /// Trained or fine-tuned on something.
    TrainedOn,
    /// The training data as a thing.
    TrainingNoun,
    /// What a collection is made of.
    Consists,
    /// A derivative: fine-tuned version of.
    FineTuned,
    /// Names of kinds of data.
    Data,
    /// Names of well-known data sets.
    KnownData,
    /// A metric or benchmark.
    Metric,
    /// The verb of measuring.
    Measures,
    /// Settings that look like measurements.
    Setting,
    /// Safety-specific tests by name.
    SafetyTest,
    /// Something is tested or evaluated.
    Tested,
    /// A measure taken against risks.
    Mitigation,
    /// Advice to the user.
    Advice,
    /// An accelerator by name.
    Device,
    /// Device in general: GPU, memory.
    Hardware,
    /// CO2, energy.
    Energy,
    /// Licensed under; names of licences.
    Licensed,
    /// Made by.
    MadeBy,
    /// Ways to get in touch.
    Contact,
    /// Families and structures of models.
    Structure,
    /// "parameters".
    Parameters,
    /// Derived from another model, beyond doubt.
    Derivative,
    /// The same, if a model is named.
    DerivedFrom,
    /// Inputs and outputs.
    Input,
    Output,
    /// Details of format.
    Format,
    /// Asks to be cited.
    Cite,
    /// Published somewhere, by somebody.
    Reference,
    /// "Model", "it": the sentence is about the model.
    Model,
    /// Tokens as a quantity of training.
    Tokens,
    /// Languages by name.
    Language,
    /// Claims to be open source.
    OpenClaim,
    /// Claims that need looking at.
    Overclaim,
    /// A licence of the data or code rather than of the model.
    OfData,
    /// Data sets named in trainer output as unknown.
    NoData,
    /// Other models in comparison.
    Others,
    /// Something bad is made less.
    Improves,
    /// Disclaimers of warranty and the like.
    Legal,
    /// A collection of data by that name.
    Collection,
    /// Said of something that goes in.
    AsInput,
}

/// A set of cues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    pub(crate) fn add(&mut self, meaning: u8) {
        self.0 |= 1u64.checked_shl(meaning.into()).unwrap_or_default();
    }

    #[must_use]
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }

    #[must_use]
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The union of two sets.
    #[must_use]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub(crate) fn any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.has(cue))
    }
}

use Cue as C;

const CUES: &[(Cue, &str)] = &[
    (C::Not, "not_|never_|cannot_|without_|don't_|doesn't_|isn't_|aren't_|shouldn't_|won't_|can't_|nicht_|pas_|不"),
    (
        C::Pointer,
        "please see|see the|see our|see this|see section|see evaluations|refer to|please check|check out|check the|can be found|more details|for details|more information|further information|\
         described in|is available at|are available at|available here|see here|click here|visit_|read more|learn more|documentation_|见_|参见|詳細は",
    ),
    (
        C::Placeholder,
        "more information needed|more info needed|information needed|needs more information|need more information|to be added|to be determined|to be announced|to be completed|to be filled|coming soon|fill in|fill me|add your|add description|\
         lorem ipsum|provide examples of latent issues|you can include sample code|describe the data you used|preprocessing, hardware used|(to do, feel free|to do, feel free|describe here|write here|replace this|under construction|users (both direct and downstream) should be made aware|this section is meant to|this section describes|your name|your email|this modelcard aims to be a base template|this model card aims to be a base template|待补充|待補充|敬请期待|準備中|à compléter|por completar|???",
    ),
    (
        C::WeakPlaceholder,
        "tbd_|no idea_|no ideas_|tba_|not available|not yet available|not specified|not provided|not applicable|not disclosed|n/a_|na_|todo_|add more|insert_|work in progress|wip_|stay tuned|xxx_|provide a|placeholder|folgt_|no information|none_|unknown_|to be updated|to be released|soon_|pending_",
    ),
    (
        C::Modal,
        "may_|might_|can_|could_|would_|potential|possib|sometimes_|likely_|risk|tend_|tends_|occasionally_|often_|still_",
    ),
    (
        C::Produces,
        "generat|produc|output|return|predict|respon|content_|creat|exhibit|reflect|contain|amplif|reinforc|perpetuat|reproduc|inherit|mirror|exacerbat",
    ),
    (
        C::UsageCode,
        "pipeline_|here is how|here's how|how you can use|directly after|how to use|run inference|following code|code below|code snippet|snippet|as follows|with transformers|from_pretrained|import_|pip install|out of the box|directly with|with the transformers|with the hugging|\
         with vllm|with ollama|with llama.cpp|in the following|like this|command|script|load the|load it|notebook|with sentence-transformers|with flair|with spacy|with espnet|in espnet|with diffusers|\
         with adapter|library_|api_|install",
    ),
    (
        C::Intended,
        "intended for|checkpoint is for|model is for|intended to|intended use|intended as|intended primarily|intended mainly|intended solely|intended only|intended exclusively|is intended|are intended|primarily intended|mostly intended|mainly intended|\
         meant for|meant to|meant as|primary use|primary intended|main use|designed for|designed specifically|designed primarily|designed to be used|designed to help|designed to assist|designed to support|built for|made for|\
         suitable for|well-suited|well suited|best suited|suited for|suited to|ideal for|ideally suited|research purposes|demonstrative purposes|demonstration purposes|learning purposes|research use|for research|research only|educational purposes|for educational|educational use|\
         for use in|for use by|for use as|potential use case|use cases include|use cases such as|use cases like|use cases:|use case:|typical use|primary use case|common use case|main use case|ideal use case|example use case|use cases are|use case is|use-cases include|target user|target audience|targeted at|aimed at|model is recommended for|models are recommended for|it is recommended for|recommended for use|recommended for research|recommended uses|recommended use|for commercial use|commercial and research|\
         should be used for|should be used as|should only be used|to be used for|to be used as|to be used in|to be used to|proof of concept|goal of this model is|purpose of this model|purpose of the model|use them as|use it as|\
         mainly used for|mainly used to|mostly used for|primarily used|purpose is to|aims to help|gedacht für|geeignet für|vorgesehen für|bestimmt für|destiné à|destinée à|destiné aux|conçu pour|\
         destinado a|diseñado para|pensado para|适用于|適用於|用于研究|目的として|を目的と|向けに|お薦め|おすすめです|想定して|ditujukan untuk|cocok untuk|предназначен",
    ),
    (
        C::Usable,
        "can be used|could be used|may be used|might be used|be useful for|useful for|useful in_|useful to_|useful as_|can be applied|can be employed|can be fine-tuned|be finetuned|\
         can help|you can use this|you can use the model|you can use the raw|you can use the pre|you can use the fine|you can use the base|you can use the checkpoint|you can use the network|you can use the weights|you can use the embedding|you can use it|you can use them|you may use|one can use|use this model for|use this model to|use the model for|use the model to|use the raw model|can use this model|can use the raw|can serve|good for|great for|works well for|works best for|\
         optimized for|optimised for|tailored for|applications such as|applications include|cater to|caters to|applications like|allows user|enables user|enabling|可用于|可以用于|可用於|に利用でき|に使用でき|dapat digunakan|peut être utilisé|puede utilizarse|puede usarse|kann verwendet|kann genutzt",
    ),
    (
        C::OutOfScope,
        "out of scope|out-of-scope|outside the scope|beyond the scope|not intended|not be intended|not suitable|not suited|not well suited|not well-suited|should not be used|should not be deployed|should not be relied|should not be considered|shouldn't be used|must not be used|should not use|\
         must not use|can't use the model|cannot use the model|can't use this model|cannot use this model|do not use the model|do not use this|do not use it|do not use for|do not use in|do not use to|do not use as|don't use it|don't use this|don't use the model|not to be used|not be used|never be used|never use|not recommended|not recommend using|not recommend the use|not recommend use|not recommend it|not recommend this|not recommend that|not recommend any|not advised|not designed|not meant|unsuitable|prohibited_|prohibits_|strictly prohibit|forbidden|not appropriate|not allowed|\
         not permitted|may not be used|may not use|cannot be used for|not for use|not for production|not production|not ready for|not for clinical|not for medical|not for commercial|not a substitute|not a replacement|not replace|is discouraged|are discouraged|discouraged from|strongly discourage|discourage the use|discourage use|\
         not as production|not for real|unintended use|not a medical device|not medical advice|not a diagnostic|no commercial use|not be applied|not be employed|avoid using|refrain from|not as a replacement|not as a substitute|only be used for research|not provide medical|\
         nicht geeignet|nicht vorgesehen|nicht bestimmt|nicht verwendet werden|ne doit pas être utilisé|ne convient pas|pas destiné|no debe usarse|no debe utilizarse|no está destinado|no apto|不适用于|不適用於|不得用于|不得用於|禁止用于|使用しないで|使用禁止|не предназначен|tidak untuk|jangan gunakan",
    ),
    (
        C::Limitation,
        "limitation|downside|is experimental|are experimental|experimental support|instead of producing|instead of generating|instead of answering|not good at|not very good at|not great at|not so good at|limited to|limited by|limited in|is limited|are limited|limited understanding|limited support|does not support|do not support|doesn't support|not support|unsupported|not able to|unable to|incapable of|not capable of|struggle|\
         fails to|fail to|fails on|fails when|fail when|fail in|failure|performs poorly|perform poorly|performs worse|perform worse|poor performance|poorly on|worse on|worse for|worse performance|lower performance|reduced performance|degraded|degrade|underperform|\
         not perform well|not work well|doesn't work well|does not work|doesn't work|will not work|won't work|not work for|not perform as|not perform equally|not been tested|not been evaluated|not tested|untested|not validated|not been validated|not evaluated|unevaluated|\
         not been trained|not trained to|wasn't trained|was not trained|not trained on|not fine-tuned for|less accurate|less reliable|lower accuracy|not accurate|inaccura|incorrect|hallucinat|unpredictable|unreliable|not reliable|nonsensical|not generalize|not generalise|may not_|might not_|\
         not guarantee|no guarantee|cannot guarantee|overfit|weakness|drawback|shortcoming|known issue|known bug|caveat|only trained on|trained only on|only been trained|only supports|only support|supports only|only works|works only|only in english|english only|english-only|only english|\
         only handles|only covers|only tested|only evaluated|tested only|evaluated only|does not cover|not cover|cannot handle|can't handle|not handle|does not understand|lacks_|lack of|not factual|factually|outdated|knowledge cut|not up to date|misclassif|mispredict|false positive|false negative|confus|\
         not perfect|imperfect|far from perfect|not represent|underrepresent|under-represent|not cover all|as with all|as with any|not robust|sensitive to|errors_|mistake|not currently support|currently not support|does not achieve|does not read|cannot read|loses_|repetitive|repetitions|repetition in|repetition of|repeats itself|not yet support|not yet optim|\
         not able|does not take|does not consider|does not account|ignores_|assumption|assumes_|synthetic data - not|small dataset|small data set|limited data|limited amount|limited number|too small|not optimal|suboptimal|sub-optimal|not optimized|undertrained|under-trained|lossy|\
         einschränkung|begrenzt auf|beschränkt auf|nicht unterstützt|fehlerhaft|ungenau|limité à|limité aux|ne prend pas|ne peut pas|erreurs|limitado a|no puede|no admite|errores|局限|有限|不支持|不支援|无法|無法|可能会产生|可能產生|不准确|制限|できません|対応していません|不正確|限界|tidak membaca|hanya menganalisis|tidak dapat|hanya mendukung",
    ),
    (
        C::WeakLimitation,
        "only_|limit|difficult|challeng|poor|worse|issue|problem|bug_|bugs_|fail|error|weak|wrong|restrict|require|depend|unseen|unknown|less_|lower_|small|noisy|experimental|unstable",
    ),
    (
        C::Bias,
        "bias_|biases|biased|stereotyp|fairness|unfair|prejudice|societal|underrepresented|under-represented|gender_|racial|racis|sexis|demographic|discriminatory|discrimination|ethic|equitable|disparit|\
         verzerrung|vorurteil|diskriminier|biais|stéréotyp|sesgo|estereotip|prejuicio|偏见|偏見|歧视|歧視|公平性|バイアス|差別",
    ),
    (
        C::NotBias,
        "disparity in results|disparity has been noted|inductive bias|gradients are biased|weights are biased|attention bias|position bias|positional bias|bias term|bias correction|qkv bias|bias=|no bias|bias_init|bias and variance|bias-variance|bias vector|bias parameter|bias:|unbiased estim|biases of the network|weights and bias|weights & bias|attention_bias|mlp bias|stem bias|qkv vs|mlp_bias|bias_dropout|lora_bias|bias tuning|\
         discriminator",
    ),
    (
        C::Harm,
        "harmful|offensive|toxic|inappropriate content|objectionable|hateful|problematic output|problematic content|hate speech|abusive|explicit content|sexual|violen|nsfw|disturbing|unsafe|dangerous|misinformation|disinformation|deepfake|deep fake|impersonat|fraud|misuse|misused|malicious|privacy|\
         personal information|personal data|personally identif|sensitive information|sensitive data|private information|copyright|ethical|societal|social impact|unethical|defamat|profan|obscen|lewd|derogatory|hostile|alienat|propaganda|surveillance|memoriz|memoris|\
         schädlich|anstößig|datenschutz|nuisible|offensant|vie privée|dañino|ofensivo|privacidad|有害|隐私|隱私|滥用|濫用|误导|個人情報|有害な|悪用",
    ),
    (
        C::TrainedOn,
        "trained on|pretrained model on|pre-trained model on|trained primarily on|trained mainly on|trained mostly on|trained largely on|trained exclusively on|trained solely on|trained entirely on|trained only on|pretrain with|pretrain on|pre-train with|pre-train on|trained it on|trained them on|trained the model on|trained this model on|fine-tuned it on|finetuned it on|fine-tuned the model on|fine-tuned this model on|finetuned the model on|pretrained it on|pre-trained it on|trained over|trained and evaluated on|trained and tested on|trained using|trained with|trained from|trained for|trained in_|trained by using|fine-tuned on|finetuned on|fine tuned on|fine-tuned using|finetuned using|fine-tuned with|finetuned with|fine-tuned over|pretrained on|pre-trained on|pretrained using|\
         pre-trained using|pretrained with|pre-trained with|on a large-scale dataset|training on_|used for training|used to train|used for fine-tuning|used for finetuning|used to fine-tune|used for pre-training|used for pretraining|\
         learned from|learnt from|instruction-tuned on|instruct-tuned on|instruction tuned on|aligned on|aligned using|adapted on|distilled on|trains from|train from|fit on_|fitted on|built from|derived from the dataset|train on_|\
         trainiert auf|trainiert mit|trainiert an|feinabgestimmt auf|entraîné sur|entrainé sur|entrenado con|entrenado en|entrenado sobre|ajustado con|上训练|訓練於|を学習|で学習|データで|dilatih pada|dilatih dengan|dilatih menggunakan|обучен|학습",
    ),
    (
        C::TrainingNoun,
        "training data|training set|training corpus|training corpora|training dataset|training images|training examples|training samples|pretraining data|pre-training data|finetuning data|fine-tuning data|fine-tuning dataset|pretraining corpus|训练数据|訓練資料|学習データ|trainingsdaten|données d'entra",
    ),
    (
        C::Consists,
        "consist|compris|includ|contain|composed|collect|scraped|drawn from|sourced|gathered|extracted from|taken from|made up of|mix of|mixture of|combination of|comes from|come from|total of|subset of|crawled|downloaded|obtained from|derived from|derived using|data was|data were|were used|was used|we use_|we used|is used|are used|based on|provided by",
    ),
    (
        C::FineTuned,
        "by fine-tuning|by finetuning|fine-tuned version|finetuned version|fine-tuned|finetuned|fine tuned|fine-tune of|finetune of|fine-tuning of|feinabgestimmt|微调|微調|ファインチューニング",
    ),
    (
        C::Data,
        "data_|dataset|data set|datas_|corpus|corpora_|tokens_|images_|image-text|text pairs|pairs_|sentences_|tweets_|articles_|documents_|books_|hours_|samples_|examples_|instances_|recordings|utterances|dialogue|conversations|webpages|web pages|web text|crawl|scraped|subset|split_|transcripts|instructions_|\
         prompts_|questions_|reviews_|posts_|messages_|comments_|lyrics|songs_|videos_|patients_|records_|annotations|treebank|collection_|collected|sources_|source code|repositories_|licensed data|publicly available|synthetic|materials_|structures_|sequences_|datensatz|daten_|texte_|données|datos_|数据|資料|データ|コーパス|语料|語料",
    ),
    (
        C::KnownData,
        "wikipedia|wikitext|common crawl|commoncrawl|commonvoice|common voice|common_voice|librispeech|voxpopuli|imagenet|laion|coco_|squad|mnli|glue_|superglue|sst-2|sst2|conll|the pile|pile_|c4_|mc4|oscar_|cc-100|cc100|redpajama|refinedweb|slimpajama|starcoderdata|the stack|fineweb|dolma|webtext|openwebtext|\
         bookcorpus|bookscorpus|toronto book|cc-news|ccnews|reddit|pubmed|arxiv papers|stackoverflow|stack overflow|sharegpt|ultrachat|ultrafeedback|alpaca data|openassistant|oasst|dolly-15k|flan_|snli|xnli|nli_|ms marco|msmarco|natural questions|hotpotqa|trivia|imdb|yelp|amazon review|ag news|ag_news|dbpedia|sentiment140|emotion_|tweeteval|\
         celeba|cifar|mnist|fashion-mnist|places365|openimages|ade20k|cityscapes|kinetics|audioset|esc-50|vctk|ljspeech|libritts|fleurs|voxlingua|voxceleb|multi30k|wmt|opus_|paracrawl|tatoeba|europarl|opensubtitles|uniref|uniprot|pdb_|zinc_|mimic|chexpert|stereoset",
    ),
    (
        C::Metric,
        "accuracy|acc_|f1|f1-|precision|recall|bleu|sacrebleu|rouge|chrf|meteor|wer_|wer:|cer_|word error|character error|perplexity|ppl_|loss_|auc|roc_|auroc|map_|map@|mrr|ndcg|exact match|exact_|em_|mse|rmse|mae_|fid_|clip score|clipscore|psnr|ssim|lpips|win rate|win-rate|winrate|score|reward|spearman|pearson|correlation|r2_|r^2|iou|miou|dice_|\
         error rate|top-1|top-5|top1|success rate|pass@1|pass@|elo_|kappa|matthews|mcc_|sensitivity|specificity|rmsd|mos_|similarity|bertscore|comet_|ter_|eer_|der_|las_|uas_|recall@|hit@|hits@|ap50|ap_|mean_reward|validation loss|eval_loss|train loss|bpw|bits per|bpb|kl divergence|accuracies|akurasi|\
         mmlu|gsm8k|humaneval|hellaswag|arc_|arc-c|arc-e|arc challenge|truthfulqa|winogrande|piqa|boolq|openbookqa|triviaqa|bbh_|big-bench|bigbench|agieval|c-eval|ceval|cmmlu|mbpp|math_|drop_|lambada|mt-bench|mt bench|alpacaeval|ifeval|gpqa|glue_|superglue|squad|mnli|sst-2|cola_|mrpc|qnli|qqp|rte_|sts-b|xnli|mteb|beir|vqa|gqa|nlvr|\
         genauigkeit|précision|exactitude|précisión|exactitud|准确率|準確率|精确率|召回率|正确率|精度|正解率|再現率|适合率|スコア",
    ),
    (
        C::Measures,
        "achiev|reach|obtain|score|result|attain|yield|evaluat|perform|report|measured|benchmark|outperform|get_|gets_|got_|average",
    ),
    (
        C::Setting,
        "learning rate|learning_rate|batch size|batch_size|weight decay|weight_decay|dropout|warmup|epsilon|betas|optimizer|adam|seed_|temperature|top_p|top_k|top-p|repetition_penalty|lr_|momentum|lora_alpha|lora_dropout|lora_r|max_length|num_epochs|epochs_|gradient|threshold|version|pytorch|transformers_|tokenizers_|datasets_|torch_|python|tensorflow|\
         max_new_tokens|quant|parameters|params|size_|gib_|gb_|mb_|copyright|arxiv",
    ),
    (
        C::SafetyTest,
        "red team|geographical fairness|geographic fairness|red-team|redteam|toxigen|bbq_|crows-pairs|crows pairs|crowspairs|winobias|winogender|harmbench|realtoxicityprompts|realtoxicity|real toxicity prompts|truthfulqa|truthful qa|advbench|strongreject|strong reject|xstest|wildguard|stereoset|cbrn|adversarial test|adversarial prompt|safety evaluation|safety benchmark|safety test|\
         safety assessment|safety eval|jailbreak|bias evaluation|fairness evaluation|bias benchmark|toxicity evaluation|toxicity score|toxicity benchmark|attack success|refusal rate|responsible ai test|do-not-answer|donotanswer|saladbench|salad-bench|beavertails|airbench|air-bench|simplesafety|biases were evaluated|evaluated for bias|evaluated for safety|child safety eval|cyberseceval|\
         secqa|wmdp|agentharm|bias probe|bias test|bias audit|fairness audit|demographic parity|equalized odds|disparate impact|hatecheck|seat test|weat_|analyzing gender bias|analysing gender bias|安全评测|红队|紅隊|レッドチーム",
    ),
    (C::Tested, "test|evaluat|assess|audit|probe|measur|experiment|analy|stud|examin|investigat|verif|compar"),
    (
        C::Mitigation,
        "mitigat|safeguard|guardrail|safety filter|safety checker|content filter|content moderation|nsfw filter|filtered|filtering|filter out|removed from|were removed|deduplicat|watermark|moderation|human oversight|human-in-the-loop|human in the loop|human review|rlhf|safety training|safety-tuned|safety alignment|safety fine-tun|responsible use|responsible ai|\
         additional safety|safety mechanism|safety measure|anonymi|pseudonymi|de-identif|opt-out|opt out|blocklist|to prevent|llama guard|guard model|detect and|schutzmaßnahme|maßnahmen|atténuer|mitigar|缓解|緩解|过滤|過濾|审核|審核|核准|緩和|フィルタ",
    ),
    (
        C::Advice,
        "we recommend|recommend using|we strongly recommend|we highly recommend|we advise|we suggest|we encourage|we urge|is recommended|are recommended|is advised|are advised|recommend that|should be aware|be aware|be cautious|caution|with care|be careful|careful when|careful with|careful consider|careful evaluat|careful attention|careful review|carefully consider|carefully review|carefully evaluat|carefully check|carefully test|carefully verif|carefully before|take care|should not rely|not rely|not be relied|responsibility to|responsible for ensuring|responsible for checking|imperative|should verify|verify_|verified_|double-check|double check|\
         should be verified|should be reviewed|be reviewed|validate_|should perform|should evaluate|should assess|should conduct|should consider|should always|should be treated|should be used with|should implement|should apply|should test|should take|should use|should carefully|should ensure|must ensure|users should|developers should|users must ensure|users must take|users are expected|users are encouraged|\
         developers are|downstream users|deployers|before deploying|before deployment|prior to deployment|further testing|further evaluation|further research|further risk|without further|without additional|professional advice|consult a|consult with|expert review|expert supervision|domain expert|qualified|ensure that|make sure|disclose|best practice|own risk|use responsibly|\
         proceed with|at your own|should be re-calibrated|should be recalibrated|empfehlen|sollte_|sollten_|vorsicht|recommandons|devrait|doivent|prudence|recomendamos|debería|deberían|precaución|建议|建議|请注意|請注意|应当|應當|谨慎|謹慎|推奨|注意して|確認して",
    ),
    (
        C::Device,
        "a100|h100|h200|h800|h20_|a800_|a800s|gh200|b200|gb200|v100|p100|k80|nvidia t4|tesla t4|t4_|tpu_|tpus_|tpuv|rtx|rtx3090|rtx4090|rtx2080|gtx|gtx1080|geforce|quadro|l40s|l40_|l4_|a10_|a10g|a40_|a30_|a6000|rtx6000|mi250|mi300|mi210|mi355|gaudi|trainium|inferentia|jetson|apple m1|apple m2|apple m3|apple m4|m1 pro|m1 max|m2 ultra|m2 max|m3 max|m4 pro|m4 max|mac m4|macbook|mac studio|apple silicon|\
         ascend|910b|xeon|ryzen|threadripper|epyc|core i5|core i7|core i9|raspberry pi|snapdragon|dgx|hgx|p4d|p3.|p5.|g5.|g4dn|ml.g|ml.p|cloud tpu|titan gpu|titan v|titan x|titan rtx|2080 ti|2080ti|3080_|3090_|4090_|5090_|1080 ti|1080ti",
    ),
    (
        C::Hardware,
        "gpu|gpus|cpu|cpus|vram|gb ram|gb of ram|gib ram|gb memory|gb of memory|gpu memory|tpu hours|petaflop|pflop|flops|flop_|exaflop|zettaflop|teraflop|accelerators|supercomputer|compute cluster|gib_|显存|顯存|統一記憶體|内存|core hours|compute node|hardware|edge device|硬件|硬體|memory usage",
    ),
    (
        C::Energy,
        "co2|co2e|co₂|tco2|carbon|kwh|mwh|gwh|kg co|emission|electricity|energy consum|power consum|joule|二酸化炭素|碳排放|能耗",
    ),
    (
        C::Licensed,
        "licensed under|licenced under|released under|distributed under|available under|shared under|published under|provided under|made available under|under the terms of|under the mit|under mit|under apache|under the apache|under cc|under the cc|under a cc|under a creative|under the creative|under the gpl|under gpl|\
         under an apache|under an mit|under the bsd|under bsd|under the llama|under the gemma|under the bigscience|under a research|under a non-commercial|under the same license|under the license|under a permissive|apache 2.0|apache-2.0|apache license|mit license|mit licence|cc-by|cc by|cc0|creative commons|openrail|gpl-3|gplv3|agpl|lgpl|bsd-3|bsd license|mpl-2.0|community license|\
         license agreement|licence agreement|licensed by|license:|licence:|this license|license is|licence is|lizenziert unter|steht unter der|sous licence|bajo la licencia|bajo licencia|许可协议|开源协议|遵循|许可证|許可證|授权协议|ライセンスの下|ライセンスで",
    ),
    (
        C::MadeBy,
        "developed by|with ❤ by|with love by|developed at|created by|built by|trained by|made by|released by|fine-tuned by|finetuned by|contributed by|authored by|written by|maintained by|published by|shared by|converted by|quantized by|prepared by|uploaded by|brought to you by|a project by|a project of|from the team|\
         team at|team from|researchers at|researchers from|work by|by the team|our team|my name is|author:|authors:|developer:|developers:|collaboration between|collaboration with|in collaboration|entwickelt von|erstellt von|trainiert von|développé par|créé par|entraîné par|desarrollado por|creado por|entrenado por|开发者|開發|が開発|によって開発|作成者|dibuat oleh|dikembangkan oleh|разработан",
    ),
    (
        C::Contact,
        "contact us|contact me|contact:|contact the|contact at|please contact|reach out|reach us|get in touch|email us|email me|e-mail|email:|mailto|open an issue|opening an issue|open a github issue|raise an issue|file an issue|submit an issue|create an issue|report issues|issue tracker|on discord|our discord|discord server|join discord|our slack|on slack|slack channel|feedback form|questions or comments|questions and comments|for questions|any questions|\
         for inquiries|inquiries|feel free to ask|feel free to message|feel free to open|feel free to dm|feel free to create|feel free to report|feel free to post|feel free to submit|feel free to contact|feel free to comment|feel free to write|feel free to let|drop us|send us|join our|join us|discussions tab|community tab|support forum|mailing list|kontakt|contactez|contacto|联系我们|聯繫|联系|お問い合わせ|連絡",
    ),
    (
        C::Structure,
        "transformer_|transformer-based|transformer based|transformer model|transformer architecture|transformer layer|transformer language|transformer encoder|transformer decoder|vision transformer|vit-|vit_|bert_|bert-|roberta|distilbert|distilgpt|distilroberta|scibert|biobert|rubert|mobilebert|tinybert|bert2|albert|electra|deberta|xlm-|xlm_|xlnet|camembert|flaubert|gpt2|gpt-2|gpt-3|gpt-j|gptj|gpt-neo|gpt neo|gpt_|llama|mistral|mixtral|qwen|gemma|phi-|phi2|phi_|falcon|mpt-|\
         pythia|bloom|t5_|t5-|mt5|flan-t5|byt5|bart_|bart-|mbart|pegasus|longformer|bigbird|led_|marian|m2m|nllb|wav2vec|hubert|whisper|conformer|tacotron|fastspeech|hifigan|hifi-gan|vits_|resnet|resnext|efficientnet|mobilenet|convnext|densenet|vgg|inception|yolo|detr_|faster r-cnn|mask r-cnn|swin|beit|deit|clip_|clip-|siglip|blip|llava|u-net|unet|diffusion|stable diffusion|vae_|autoencoder|\
         auto-encoder|gan_|stylegan|encoder-decoder|encoder decoder|decoder-only|decoder only|encoder-only|auto-regressive|autoregressive|causal language model|masked language model|language model|seq2seq|sequence-to-sequence|lstm|bilstm|gru_|rnn|recurrent|cnn|convolution|mlp_|multilayer perceptron|multi-layer perceptron|feed-forward|feedforward|attention|random forest|xgboost|lightgbm|catboost|gradient boost|decision tree|\
         logistic regression|linear regression|svm_|support vector|naive bayes|k-means|gaussian process|crf_|conditional random|hmm_|bayesian|fasttext|word2vec|glove_|mixture of experts|mixture-of-experts|moe_|mamba|state space|rwkv|hyena|q-learning|dqn|ppo_|a2c_|sac_|actor-critic|policy gradient|neural network|graph neural|gnn_|tf-idf|sentence-bert|sbert|bi-encoder|cross-encoder|dual-encoder|siamese|adapter_|\
         adapters_|lora_|qlora|backbone|hidden layers|attention heads|layers_|deep learning model|architecture|hidden size|regression model|encodec|codec|n-gram|kenlm|transducer|rnn-t|ctc_|gemnet|mace_|evoformer|openclip|open_clip|minilm|mpnet|bge-|e5-|codet5|codebert|starcoder|codegen|santacoder|cohere|granite|deepseek|yi-|internlm|baichuan|chatglm|glm-|stablelm|dolly|vicuna|alpaca|jamba|olmo|nemotron|smollm|aquila|架构|架構|神经网络|アーキテクチャ",
    ),
    (C::Parameters, "parameters_|parameter_|params_|param_|参数|參數|パラメータ|paramètres|parámetros|parameter size"),
    (
        C::Derivative,
        "fine-tuned version of|finetuned version of|fine tuned version of|fine-tuned from|finetuned from|fine-tuned on top|fine-tuned variant of|fine-tune of|finetune of|fine tune of|fine-tuning of|fine-tuned checkpoint of|distilled version of|distilled from|distillation of|quantized version of|quantised version of|quantization of|quantized from|gguf version|gptq version|\
         awq version|ggml version|merge of|merged using|merge based on|adapter for|adapter of|adapters for|lora for|lora of|continued pretraining of|further pretrained|further pre-trained|initialized from|initialised from|initialized with|initialised with|converted from|conversion of|pruned from|weights of|feinabgestimmte version|version affinée|versión ajustada|微调版|の微調整|をファインチューニング",
    ),
    (
        C::DerivedFrom,
        "based on|built on|built upon|derived from|derivative of|starting from|started from|start from|checkpoint of|variant of|version of|extension of|on top of|uses the|using the|is a model|base model|uses a|using a|basiert auf|auf basis von|basé sur|à partir de|basado en|a partir de|基于|基於|ベースに|ベースとし|をベース|berbasis|berdasarkan|на основе|menggunakan arsitektur",
    ),
    (
        C::Input,
        "input:|inputs:|input is|inputs are|as input|as an input|input text|input image|input audio|input format|input_|inputs_|takes a|takes an|takes as|take a|take an|takes in|accepts|expects|expect_|receives|given a|given an|feed_|输入|輸入|入力|eingabe|en entrée|entrada|masukan",
    ),
    (
        C::Output,
        "output:|outputs:|output is|outputs are|as output|output format|output_|outputs_|outputs a|returns|return a|returns a|generates|generates an|produces|predicts|to generate|to produce|and compute|输出|輸出|出力|ausgabe|en sortie|salida|keluaran",
    ),
    (
        C::Format,
        "input resolution|input should look like|inputs should look like|patches of size|patches (resolution|keep this format|use this format|this prompt format|this instruction format|wav format|wav file|flac format|mp3 format|is processed like|are processed like|is formatted like|are formatted like|is formatted as|are formatted as|formatted as follows|prefixed with|wrap the sentence|wrap the text|wrap the input|wrapped in special|output resolution|at resolution|resolution of|image resolution|resolution:|context length|context window|context size|context of up to|context of 1|context of 2|context of 3|context of 4|context of 5|context of 6|context of 7|context of 8|context of 9|token context|tokens context|context limit|k context|sequence length|max length|maximum length|maximum sequence|maximum of 1|maximum of 2|maximum of 3|maximum of 4|maximum of 5|maximum of 6|maximum of 7|maximum of 8|maximum of 9|max_length|max_seq|tokens long|up to 512|512 tokens|1024 tokens|2048 tokens|4096 tokens|8192 tokens|word pieces|sampling rate|sample rate|sampled at|16khz|16 khz|24khz|24 khz|32khz|32 khz|44.1k|44.1 k|48khz|48 khz|8khz|khz_|\
         224x224|256x256|384x384|448x448|512x512|1024x1024|768x768|336x336|image size|input shape|tensor of|tensors of|tensor with|tensor shape|tensor:|input tensor|output tensor|shape_|label 0|label 1|label_0|label_1|labels:|labels are|label set|label names|classes:|following classes|following labels|following categories|categories:|following entity|entity types|classes are|prompt template|prompt format|prompt structure|chat template|chat format|conversation template|instruction format|\
         alpaca format|chatml|vicuna format|special token|<|im_start|### instruction|[inst]|user:|assistant:|human:|-> negative|0 ->|0:|0 =|bounding box|one of the following|two labels|three labels|text only|are normalized|been normalized|上下文长度|上下文窗口|提示词|コンテキスト長|プロンプト形式|n_ctx",
    ),
    (
        C::Cite,
        "please cite|cite as|cite our|cite the|cite this|to cite|citing|cited as|if you use this|if you use our|if you find|consider citing|kindly cite|bitte zitieren|veuillez citer|por favor cite|请引用|引用してください",
    ),
    (C::Reference, "presented in_|introduced in_|proposed in_|described in_|published in_"),
    (C::Model, "model|models_|checkpoint|network|it_|system_|模型|モデル|modell|modèle|modelo"),
    (C::Tokens, "tokens_|token_"),
    (
        C::Language,
        "english|german_|french_|spanish_|italian_|portuguese_|dutch_|polish_|russian_|chinese_|japanese_|korean_|arabic_|hindi_|turkish_|vietnamese_|indonesian_|thai_|swedish_|norwegian_|danish_|finnish_|czech_|greek_|hebrew_|ukrainian_|romanian_|hungarian_|persian_|bengali_",
    ),
    (C::OpenClaim, "open source|open-source|opensource|fully open"),
    (
        C::Overclaim,
        "ai act|gdpr|hipaa|ccpa|coppa|all applicable law|all laws|state law|federal law|government-approved|government approved|approved by the government|approved by regulators|officially approved|government-certified|fda-approved|fda approved|free of bias|free from bias|bias-free|bias free|unbiased|no bias|without bias|without any bias|no biases|safe for children|safe for kids|child-safe|kid-safe|completely safe|100% safe|totally safe|perfectly safe|harmless|cannot be misused|never hallucinat|no hallucination|risk-free|risk free|personal data|personal information|personally identifiable|pii|contain personal|contain any personal|detects all|detect all|detects any|detect any|detects every|detect every|identifies all|catches all|therapist|psychologist|licensed counsel|licensed doctor|licensed physician|licensed nurse|board-certified|board certified|ai doctor|virtual doctor|personal doctor",
    ),
    (
        C::OfData,
        "dataset is|dataset are|data is|data are|corpus is|code is|dataset was|data was|datasets are|the dataset|the data_|dataset under|dataset license|data license|code license",
    ),
    (C::NoData, "none dataset|unknown dataset|unkown dataset|the none|<placeholder>|[dataset]"),
    (C::Improves, "to address|feasibility|address the|addresses the|reduc|fewer|overcom|alleviat|eliminat|improv|solv"),
    (C::Legal, "warrant|liability|liable|merchantab|not limited to|without limitation|indemnif"),
    (C::Collection, "dataset|data set|corpus|corpora"),
    (C::AsInput, "as input|as an input|as the input"),
    (
        C::Others,
        "compared to|compared with|than_|baseline|other models|prior model|earlier model|surpass|previous|sota|state-of-the-art|unlike|existing",
    ),
];

/// The lexicon of all cues; [`super::lexicon::Hit::meaning`] is the number of a [`Cue`].
#[must_use]
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let entries: Vec<(u8, &'static str)> = CUES.iter().map(|&(cue, phrases)| (cue as u8, phrases)).collect();
        Lexicon::new(&entries)
    })
}
